import type { Entry } from '#capabilities/directory/directory.schema';
import type { Sha256 } from '#kernel';
import { signDetached, type PrivateKey } from '#seal';
import { chainHead, encodeEntry, type SignedEntry } from '#wire';

/** A row of `trust.entry`. */
export interface ChainRow extends SignedEntry {
  readonly version: number;
  readonly head: Sha256;
}

/** Signs each entry's exact bytes with the root and chains them from version 0. */
export async function signDirectory(
  entries: readonly Entry[],
  root: PrivateKey,
  at: Date,
): Promise<ChainRow[]> {
  const rows: ChainRow[] = [];
  let head: Sha256 | null = null;
  for (const [version, each] of entries.entries()) {
    const entry = encodeEntry(each);
    const signed = { entry, signatures: [await signDetached(entry, root, at)] };
    head = chainHead(head, version, signed);
    rows.push({ ...signed, version, head });
  }
  return rows;
}
