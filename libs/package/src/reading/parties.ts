import type { Timestamp } from '#kernel';
import { formatVerifierKey } from '#tlog';
import type { ShownDirectory } from '../contents/directory-file.js';
import type { Roots } from '../contents/roots.js';

export type Party = 'STATE' | 'NEIGHBOUR' | 'READER' | 'UNKNOWN';

interface Known {
  readonly own: ShownDirectory;
  readonly neighbour: ShownDirectory;
  readonly reader: { readonly roots: Roots };
  readonly record: { readonly gatheredAt: Timestamp };
}

const publicKeyOf = (vkey: string): string => vkey.split('+').slice(2).join('+');

const isOwn = ({ own }: Known, vkey: string): boolean =>
  own.chain.directory.logKeys
    .allNoteKeys('witness')
    .some((key) => publicKeyOf(key.vkey) === publicKeyOf(vkey));

/**
 * Finds the owner of a witness key in the maker's directory, else the neighbour's, else `reader.roots`. Neighbour's keys
 * count only if valid at `gatheredAt`.
 */
export function partyOf(known: Known, vkey: string): Party {
  const { neighbour, reader, record } = known;
  if (isOwn(known, vkey)) return 'STATE';
  const theirs = neighbour.chain.directory.logKeys.allNoteKeysAt('witness', record.gatheredAt);
  if (theirs.some((key) => key.vkey === vkey)) return 'NEIGHBOUR';
  const isKnown = reader.roots.witnesses.some((key) => formatVerifierKey(key) === vkey);
  return isKnown ? 'READER' : 'UNKNOWN';
}

export const isOutside = (known: Known, vkey: string): boolean =>
  ['NEIGHBOUR', 'READER'].includes(partyOf(known, vkey));

export const wasOutside = (known: Known, vkey: string): boolean =>
  isOutside(known, vkey) ||
  (!isOwn(known, vkey) &&
    known.neighbour.chain.directory.logKeys
      .allNoteKeys('witness')
      .some((key) => key.vkey === vkey));
