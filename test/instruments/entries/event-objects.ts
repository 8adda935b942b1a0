import { objectRoles } from '#journal';
import type { TestGateway } from '../../support/gateway.js';

/** Exceptions from the rule that logged objects have SHA-512; must stay empty. Key: event type and role; value: reason. */
export const withoutSha512: Readonly<Record<string, string>> = {};

/** Hashes in `data` that need no object in their event, each with the reason. Key: event type and member of `data`. */
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
 * Requires SHA-256 and SHA-512 for each logged object, and an object for each SHA-256 in `data`. The two lists above hold
 * exceptions. @returns event type and role of each object @throws Error that lists all flaws, or if no object is logged
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
