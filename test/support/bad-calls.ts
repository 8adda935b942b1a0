import { membersOf, type Form, type Member, type ShapeClass } from '#contract';

/** Texts of which a member of one form takes one or another. */
const texts = [
  '01890a5d-ac96-774b-bcce-b302099a8057',
  'a'.repeat(64),
  'A'.repeat(40),
  '2026-01-02T03:04:05.000Z',
  '2026-01-02',
  'ana',
  'border-police',
  'XB',
  'XA.XB',
  'text',
  'a'.repeat(128),
];

const deep = (levels: number): unknown => {
  let value: unknown = 'x';
  for (let n = 0; n < levels; n += 1) value = n % 2 === 0 ? [value] : { a: value };
  return value;
};

/** Values that no member takes, or nearly none. */
const junk: readonly unknown[] = [
  ...[null, true, -1, 1e300, '', 'x'.repeat(100_000), '\u0000', [], {}, [[]], deep(400)],
  new Uint8Array(70_000),
  JSON.parse('{"__proto__": {"a": 1}}') as unknown,
];

const isTaken = ({ parse }: Extract<Form, { is: 'parsed' }>, text: string): boolean => {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
};

/** A value that a form takes, as far as one is known here. */
function sampleOf(form: Form): unknown {
  switch (form.is) {
    case 'text': {
      const fits = (text: string): boolean => form.pattern === undefined || form.pattern.test(text);
      return texts.find((text) => fits(text) && text.length <= (form.max ?? Infinity)) ?? 'text';
    }
    case 'parsed':
      return texts.find((text) => isTaken(form, text)) ?? 'text';
    case 'number':
      return form.min ?? 1;
    case 'flag':
      return true;
    case 'bytes':
      return new Uint8Array(form.min);
    case 'one':
      return form.values[0];
    case 'numbers':
    case 'json':
      return {};
    case 'part':
      return sampleOfShape(form.type());
  }
}

const wanted = ({ form, list }: Member): unknown => {
  const sample = sampleOf(form);
  return list === undefined ? sample : [sample];
};

/** Members as a shape has them, each with a value that it takes. */
export const sampleOfShape = (type: ShapeClass): Record<string, unknown> =>
  Object.fromEntries([...membersOf(type)].map(([name, member]) => [name, wanted(member)]));

/** Messages of a captured gateway instead of the shape of a call: every member in turn by every value, and other things. */
export function badMessages(type: ShapeClass): unknown[] {
  const sample = sampleOfShape(type);
  const one = Object.keys(sample).flatMap((name) => [
    ...junk.map((value) => ({ ...sample, [name]: value })),
    Object.fromEntries(Object.entries(sample).filter(([other]) => other !== name)),
    { ...sample, [name]: Array.from({ length: 1_000 }, () => sample[name]) },
  ]);
  const stray = ['stray', 'constructor', '__proto__', 'officer', 'authority'].map((name) =>
    Object.fromEntries([...Object.entries(sample), [name, 'ana']]),
  );
  return [{}, sample, ...one, ...stray];
}

/** Values that are no message of named members, or have no session. */
export const noMessages: readonly unknown[] = [
  ...[null, 7, 'x', true, [], [[{}]], new Uint8Array(3), deep(400)],
  ...[undefined, null, 7, '', 'x', 'x'.repeat(100_000), [], {}, new Uint8Array(32), deep(400)].map(
    (session) => ({ session }),
  ),
];
