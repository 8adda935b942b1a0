import { openCheckpoint, parseVerifierKey, TlogError } from '#tlog';
import type { RestsOnRoot } from './gathered.facts.js';

/** A directory of a neighbour under a root that it has no more. */
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

/**
 * Whether something of a thread was signed under a former root of the neighbour. The directory of a State begins with its root, once: of
 * another root there is another directory, and neither names the other. A reader is told one root of a State, so a package that
 * rests on two would be refused, and one that vouches for the older by itself would let whoever has stolen that make evidence. Pure.
 */
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
