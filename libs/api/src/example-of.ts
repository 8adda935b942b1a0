import { membersOf, type Form, type Member, type Parser, type ShapeClass } from '#contract';
import {
  parseAuthorityId,
  parseDocumentId,
  parseEventId,
  parseFingerprint,
  parseLinkId,
  parseMessageId,
  parseOfficerId,
  parseSha256,
  parseSha512,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
} from '#kernel';

const thread = '0190a0b0-0000-7000-8000-000000000001';
const link = 'c0ffee00112233445566778899aabbcc';
const hash = '5f'.repeat(32);

// Example values by parser: equal for one kind in every example, and different between kinds.
const values: readonly (readonly [Parser<unknown>, string])[] = [
  [parseThreadId, thread],
  [parseDocumentId, '0190a0b0-0000-7000-8000-000000000002'],
  [parseEventId, '0190a0b0-0000-7000-8000-000000000003'],
  [parseStateCode, 'XB'],
  [parseAuthorityId, 'border-police'],
  [parseOfficerId, 'a.novak'],
  [parseFingerprint, '0A1B2C3D4E5F60718293A4B5C6D7E8F901234567'],
  [parseMessageId, 'd15ea5e0112233445566778899aabbcc'],
  [parseLinkId, link],
  [parseSha256, hash],
  [parseSha512, hash.repeat(2)],
  [parseTimestamp, '2026-01-31T12:00:00.000Z'],
];
const parsers = new Map(values);
const token = 'T'.repeat(43);
// Example texts: the first that matches a member's pattern is taken.
const texts = [
  thread,
  link,
  hash,
  token,
  '2026-01-31',
  '2026-01-31T12:00:00.000Z',
  'XB',
  'XB/police',
];

const accepts = (parse: Parser<unknown>, text: string): boolean => {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
};

function formed(name: string, fits: (text: string) => boolean): string {
  const found = texts.find(fits);
  if (found === undefined) throw new Error(`${name} needs an example`);
  return found;
}

type Examples = {
  readonly [Is in Form['is']]: (form: Extract<Form, { readonly is: Is }>, name: string) => unknown;
};

const base64 = (bytes: number): string => Buffer.alloc(bytes, 'liaise').toString('base64');

const examples: Examples = {
  text: ({ min = 0, max, pattern }, name) =>
    pattern === undefined
      ? `Some ${name}`.padEnd(min, '.').slice(0, max)
      : formed(name, (text) => pattern.test(text)),
  parsed: ({ parse }, name) => parsers.get(parse) ?? formed(name, (text) => accepts(parse, text)),
  number: ({ min = 0, max = min + 1 }) => Math.min(min + 1, max),
  flag: () => false,
  bytes: ({ min, max }) => base64(Math.min(Math.max(min, 6), max)),
  one: ({ values: [first] }) => first,
  numbers: () => ({ total: 1 }),
  part: ({ type }) => exampleOf(type()),
  json: () => ({}),
};

const exampleOfForm = <Is extends Form['is']>(
  form: Extract<Form, { readonly is: Is }>,
  name: string,
): unknown => examples[form.is](form, name);

export function exampleOfMember(name: string, { form, list, nullable, example }: Member): unknown {
  if (example !== undefined) return example;
  // Such a member has a schema of its own, which describes it.
  if (form.is === 'json' && nullable) return null;
  const one = exampleOfForm(form, name);
  return list === undefined ? one : [one];
}

export function exampleOf(
  shape: ShapeClass,
  without: ReadonlySet<string> = new Set(),
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...membersOf(shape)]
      .filter(
        ([name, member]) => !without.has(name) && (member.required || member.example !== undefined),
      )
      .map(([name, member]) => [name, exampleOfMember(name, member)]),
  );
}
