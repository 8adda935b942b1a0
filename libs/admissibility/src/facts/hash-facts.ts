import { paths } from '#package';
import { sha256, sha512 } from '#wire';
import type { HashFact, LeafFact } from './case-facts.js';
import type { Gathered } from './gathered.js';

type Stated = HashFact['stated'];

const isText = (value: unknown): value is string => typeof value === 'string';

function objectOf({ facts }: Gathered, leaf: LeafFact | null, role: string): Stated {
  const event = facts.events.find(({ index }) => index === leaf?.index);
  const object = event?.said?.objects.find((each) => each['role'] === role);
  const { sha256: short, sha512: long } = object ?? {};
  return isText(short) ? { sha256: short, sha512: isText(long) ? long : null } : null;
}

function memberOf(leaf: LeafFact | null, name: string): Stated {
  const value = leaf?.data[name];
  return isText(value) ? { sha256: value, sha512: null } : null;
}

type Statement = readonly [leaf: LeafFact | null, stated: Stated];

const fullest = (...statements: readonly Statement[]): Statement =>
  statements.find(([, stated]) => stated !== null && stated.sha512 !== null) ??
  statements.find(([, stated]) => stated !== null) ??
  statements[0] ?? [null, null];

function statements(gathered: Gathered): readonly (readonly [string, Statement])[] {
  const { signed, carried, entry, said } = gathered;
  const object = (leaf: LeafFact | null, role: string): Statement => [
    leaf,
    objectOf(gathered, leaf, role),
  ];
  const member = (leaf: LeafFact | null, name: string): Statement => [leaf, memberOf(leaf, name)];
  const certified = entry.direction === 'OUT' ? signed : carried;
  return [
    ['document.json', object(signed, 'document')],
    ['document.sig', fullest(object(signed, 'signature'), member(signed, 'signatureSha256'))],
    [
      'certificate.pgp',
      fullest(member(certified, 'certificateSha256'), object(signed, 'certificate')),
    ],
    ['envelope.json', fullest(member(carried, 'envelopeSha256'), object(signed, 'envelope'))],
    ...(entry.ciphertext ? [['original.pgp', object(carried, 'ciphertext')] as const] : []),
    ...entry.attachments.flatMap((withheld, i) => {
      if (withheld !== null) return [];
      const { sha256: short, sha512: long } = said?.attachments[i] ?? {};
      const stated = short === undefined ? null : { sha256: short, sha512: long ?? null };
      return [[`attachments/${i + 1}`, [signed, stated]] as const];
    }),
  ];
}

export function hashFacts(gathered: Gathered): readonly HashFact[] {
  const { facts, place } = gathered;
  return statements(gathered).map(([name, [leaf, stated]]) => {
    const file = paths.message(place, name);
    const bytes = facts.files.get(file);
    const found = bytes && { sha256: sha256(bytes), sha512: sha512(bytes) };
    return { file, leaf: leaf?.index ?? null, stated, found: found ?? null };
  });
}
