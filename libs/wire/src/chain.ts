import type { Sha256 } from '#kernel';
import { canonicalJson } from './canonical-json.js';
import { sha256 } from './digest.js';

export interface SignedEntry {
  readonly entry: Uint8Array;
  readonly signatures: readonly Uint8Array[];
}

/** Head of a chain after one more entry. `prev`: head before the entry; `version`: number of earlier entries. */
export function chainHead(prev: Sha256 | null, version: number, signed: SignedEntry): Sha256 {
  return sha256(
    canonicalJson({
      entry: sha256(signed.entry),
      prev,
      signatures: signed.signatures.map(sha256),
      version,
    }),
  );
}
