import { objectRoles } from '#journal';
import type { TestGateway } from '../../support/gateway.js';

/**
 * Objects that lack SHA-512, as event type and role, with the reason. Courts rely on SHA-256 and SHA-512, so this list must
 * stay empty.
 */
export const withoutSha512: Readonly<Record<string, string>> = {};

/**
 * Hashes in an event's `data` that its `obj` may omit. Key: event type and member; value: the event that lists the hash, or
 * why none does.
 */
export const hashedElsewhere: Readonly<Record<string, string>> = {
  'msg.accepted certificateSha256': 'item.decrypted of the same message',
  'msg.accepted envelopeSha256': 'item.decrypted of the same message',
  'key.enrolled entrySha256': 'admin.change of the entry',
  'key.revoked entrySha256': 'admin.change of the entry',
  'key.rotated entrySha256': 'admin.change of the entry',
  'audit.query querySha256': 'a question, which is kept nowhere',
};

type Members = Readonly<Record<string, unknown>>;

function objectsOf(leaf: Buffer): { readonly pairs: readonly string[]; readonly flaws: string[] } {
  const { typ, obj, data } = JSON.parse(leaf.toString()) as {
    readonly typ: string;
    readonly obj: readonly Members[];
    readonly data: Members;
  };
  const pairs = obj.map(({ role }) => `${typ} ${String(role)}`);
  const flaws = obj.flatMap(({ role, size, sha256, sha512 }, i) => {
    const pair = pairs[i] ?? '';
    if (!objectRoles.some((known) => known === role)) return [`${pair}: no role of the list`];
    if (!Number.isSafeInteger(size)) return [`${pair}: size`];
    if (!/^[0-9a-f]{64}$/.test(String(sha256))) return [`${pair}: sha256`];
    const long = /^[0-9a-f]{128}$/.test(String(sha512));
    return long || pair in withoutSha512 ? [] : [`${pair}: sha512`];
  });
  const named = new Set(obj.map(({ sha256 }) => sha256));
  const unnamed = Object.entries(data).flatMap(([name, value]) =>
    name.endsWith('Sha256') && value !== null && !named.has(value) ? [`${typ} ${name}`] : [],
  );
  const elsewhere = unnamed.filter((each) => !(each in hashedElsewhere));
  return { pairs, flaws: [...flaws, ...elsewhere.map((each) => `${each}: no obj`)] };
}

/**
 * Requires SHA-256 and SHA-512 for each object of logged events, and an object for each `…Sha256` in `data`. @returns event
 * type and role of each object @throws Error listing all flaws, except those that `withoutSha512` or `hashedElsewhere`
 * excuse; Error if no object is logged
 */
export async function requireBothHashes(
  ...states: readonly Pick<TestGateway, 'sql'>[]
): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  const flaws = new Set<string>();
  for (const state of states)
    for (const { leaf } of await state.sql<{ leaf: Buffer }>('select leaf from journal.event')) {
      const found = objectsOf(leaf);
      for (const pair of found.pairs) seen.add(pair);
      for (const flaw of found.flaws) flaws.add(flaw);
    }
  if (flaws.size > 0) throw new Error([...flaws].sort().join('\n'));
  if (seen.size === 0) throw new Error('no event names any bytes');
  return seen;
}
