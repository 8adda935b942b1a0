import { TrustError } from '#chains';
import { isEntry, type Entry } from '#capabilities/directory/directory.schema';
import type { StateCode } from '#kernel';
import { ed25519PublicKey, parseVerifierKey } from '#tlog';

/** A bare key of a directory, and the name under which a log or a witness signs with it. */
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

/** By entry: copies of a chain share the objects of its entries. */
const known = new WeakMap<Entry, Named | undefined>();

/** Read once: a neighbour may certify thousands of keys, and each new key of another is compared with all of them. */
function keyOf(entry: Entry): Named | undefined {
  if (!known.has(entry)) known.set(entry, readKey(entry));
  return known.get(entry);
}

/**
 * A log, witness or event key of one State is no other State's, nor is its name. Else a neighbour could name our log as
 * its own, and proofs of one log would pass for those of the other.
 * @param others verified entries of each other State that is known here
 * @throws TrustError TRUST_KEY_TAKEN; TlogError for an entry that `verifyEntry` refuses
 */
export function requireOwnKey(
  entry: Entry,
  others: ReadonlyMap<StateCode, readonly { readonly entry: Entry }[]>,
): void {
  const own = keyOf(entry);
  if (own === undefined) return;
  for (const [state, entries] of others)
    for (const { entry: other } of entries) {
      const theirs = keyOf(other);
      if (theirs === undefined) continue;
      if (theirs.key === own.key) throw new TrustError('TRUST_KEY_TAKEN', `key of ${state}`);
      if (own.name !== undefined && theirs.name === own.name)
        throw new TrustError('TRUST_KEY_TAKEN', `name of ${state}`);
    }
}
