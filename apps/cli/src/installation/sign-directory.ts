import type { Entry } from '#capabilities/directory/directory.schema';
import type { Sha256 } from '#kernel';
import { signDetached, type PrivateKey } from '#seal';
import { chainHead, encodeEntry, type SignedEntry } from '#wire';

export interface ChainRow extends SignedEntry {
  readonly version: number;
  readonly head: Sha256;
}

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
