import { paths } from '#package';
import { sha256, sha512 } from '#wire';
import type { HashFact, LeafFact } from './case-facts.js';
import type { Gathered } from './gathered.js';

type Stated = HashFact['stated'];

const isText = (value: unknown): value is string => typeof value === 'string';

/** Object of a role, as its leaf names it. */
function objectOf({ facts }: Gathered, leaf: LeafFact | null, role: string): Stated {
  const event = facts.events.find(({ index }) => index === leaf?.index);
  const object = event?.said?.objects.find((each) => each['role'] === role);
  const { sha256: short, sha512: long } = object ?? {};
  return isText(short) ? { sha256: short, sha512: isText(long) ? long : null } : null;
}

/** Member of `data` that is a hash. */
function memberOf(leaf: LeafFact | null, name: string): Stated {
  const value = leaf?.data[name];
  return isText(value) ? { sha256: value, sha512: null } : null;
}

/** Files of a message, the leaf that states each, and what it states. */
function statements(gathered: Gathered): readonly (readonly [string, LeafFact | null, Stated])[] {
  const { signed, carried, entry, said } = gathered;
  const isOut = entry.direction === 'OUT';
  const certified = isOut ? signed : carried;
  return [
    ['document.json', signed, objectOf(gathered, signed, 'document')],
    [
      'document.sig',
      signed,
      isOut ? memberOf(signed, 'signatureSha256') : objectOf(gathered, signed, 'signature'),
    ],
    ['certificate.pgp', certified, memberOf(certified, 'certificateSha256')],
    ['envelope.json', carried, memberOf(carried, 'envelopeSha256')],
    ...(entry.ciphertext
      ? [['original.pgp', carried, objectOf(gathered, carried, 'ciphertext')] as const]
      : []),
    ...entry.attachments.flatMap((withheld, i) => {
      if (withheld !== null) return [];
      const { sha256: short, sha512: long } = said?.attachments[i] ?? {};
      const stated = short === undefined ? null : { sha256: short, sha512: long ?? null };
      return [[`attachments/${i + 1}`, signed, stated] as const];
    }),
  ];
}

/** Hashes of every file of a message that is an object of a leaf, or of the document that a leaf states. */
export function hashFacts(gathered: Gathered): readonly HashFact[] {
  const { facts, place } = gathered;
  return statements(gathered).map(([name, leaf, stated]) => {
    const file = paths.message(place, name);
    const bytes = facts.files.get(file);
    const found = bytes && { sha256: sha256(bytes), sha512: sha512(bytes) };
    return { file, leaf: leaf?.index ?? null, stated, found: found ?? null };
  });
}
