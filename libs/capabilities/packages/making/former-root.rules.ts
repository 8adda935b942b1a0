import { openCheckpoint, parseVerifierKey, TlogError } from '#tlog';
import type { RestsOnRoot } from './gathered.facts.js';

export interface FormerDirectory {
  readonly directory: {
    readonly logKeys: { allNoteKeys(purpose: 'log'): readonly { readonly vkey: string }[] };
  };
  readonly heads: { at(version: number): string | null };
}

function isSignedBy(note: Uint8Array, vkey: string): boolean {
  try {
    openCheckpoint(note, parseVerifierKey(vkey));
    return true;
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return false;
  }
}

/** True when any material depends on a former root key of the neighbour. A thief of that key could forge such material. */
export const isOfFormerRoot = (
  { points, notes }: RestsOnRoot,
  former: readonly FormerDirectory[],
): boolean =>
  former.some(
    ({ directory, heads }) =>
      points.some(({ version, head }) => heads.at(version) === head) ||
      directory.logKeys
        .allNoteKeys('log')
        .some(({ vkey }) => notes.some((note) => isSignedBy(note, vkey))),
  );
