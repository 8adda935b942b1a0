import type { Timestamp } from '#kernel';
import { formatVerifierKey } from '#tlog';
import type { ShownDirectory } from '../contents/directory-file.js';
import type { Roots } from '../contents/roots.js';

/**
 * Whose witness a key is: of the State that made the package, of its neighbour, one that the reader knows, or one of which
 * the policy alone speaks.
 */
export type Party = 'STATE' | 'NEIGHBOUR' | 'READER' | 'UNKNOWN';

/** Directories and roots that say whose a key is. */
interface Known {
  readonly own: ShownDirectory;
  readonly neighbour: ShownDirectory;
  readonly reader: { readonly roots: Roots };
  readonly record: { readonly gatheredAt: Timestamp };
}

/** Public key of a verifier key, as written: another name makes it nobody else's. */
const publicKeyOf = (vkey: string): string => vkey.split('+').slice(2).join('+');

const isOwn = ({ own }: Known, vkey: string): boolean =>
  own.chain.directory.logKeys
    .allNoteKeys('witness')
    .some((key) => publicKeyOf(key.vkey) === publicKeyOf(vkey));

/** Judges by the keys that the neighbour had at the gathering. A key that the State has as its own is its own, whoever names it. */
export function partyOf(known: Known, vkey: string): Party {
  const { neighbour, reader, record } = known;
  if (isOwn(known, vkey)) return 'STATE';
  const theirs = neighbour.chain.directory.logKeys.allNoteKeysAt('witness', record.gatheredAt);
  if (theirs.some((key) => key.vkey === vkey)) return 'NEIGHBOUR';
  const isKnown = reader.roots.witnesses.some((key) => formatVerifierKey(key) === vkey);
  return isKnown ? 'READER' : 'UNKNOWN';
}

/** Whether a witness is shown to be of somebody else than the State. */
export const isOutside = (known: Known, vkey: string): boolean =>
  ['NEIGHBOUR', 'READER'].includes(partyOf(known, vkey));

/** The same of a policy, which may also name keys of the neighbour that have ended. */
export const wasOutside = (known: Known, vkey: string): boolean =>
  isOutside(known, vkey) ||
  (!isOwn(known, vkey) &&
    known.neighbour.chain.directory.logKeys
      .allNoteKeys('witness')
      .some((key) => key.vkey === vkey));
