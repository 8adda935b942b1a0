import { phrase, type StateCode } from '#kernel';
import { TrustError } from '#chains';
import { isEntry, type Entry } from '#capabilities/directory/directory.schema';
import { ed25519PublicKey, parseVerifierKey } from '#tlog';

interface Named {
  readonly key: string;
  readonly name: string | undefined;
}

const raw = (key: ReturnType<typeof ed25519PublicKey>): string =>
  key.export({ format: 'jwk' }).x ?? '';

function readKey(entry: Entry): Named | undefined {
  if (isEntry(entry, 'event-key')) {
    const key = ed25519PublicKey(Buffer.from(entry.body.publicKey, 'base64'));
    return { key: raw(key), name: undefined };
  }
  if (!isEntry(entry, 'note-key')) return undefined;
  const { name, publicKey } = parseVerifierKey(entry.body.vkey);
  return { key: raw(publicKey), name };
}

const known = new WeakMap<Entry, Named | undefined>();

function keyOf(entry: Entry): Named | undefined {
  if (!known.has(entry)) known.set(entry, readKey(entry));
  return known.get(entry);
}

/**
 * Refuses an entry if another State's chain has the same log, witness or event key, or the same key name. A State could
 * otherwise claim another State's log. @throws TrustError TRUST_KEY_TAKEN; TlogError if a key is invalid
 */
export function assertOwnKey(
  entry: Entry,
  others: ReadonlyMap<StateCode, readonly { readonly entry: Entry }[]>,
): void {
  const own = keyOf(entry);
  if (own === undefined) return;
  for (const [state, entries] of others)
    for (const { entry: other } of entries) {
      const theirs = keyOf(other);
      if (theirs === undefined) continue;
      if (theirs.key === own.key) throw new TrustError('TRUST_KEY_TAKEN', phrase`key of ${state}`);
      if (own.name !== undefined && theirs.name === own.name)
        throw new TrustError('TRUST_KEY_TAKEN', phrase`name of ${state}`);
    }
}
