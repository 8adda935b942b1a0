import { mixedWord } from '../../records/writing.js';
import { longestName } from '../../print/style.js';
import { widthOf } from '../../print/width.js';
import { printable } from '../printable.js';

/**
 * Limits of a display name: width in terminal columns, and length as typed in UTF-16 units. Text over `units` is refused
 * without further checks.
 */
export const displayNameLimits = { columns: longestName, units: 256 } as const;

export type DisplayNameFlaw = 'LONG' | 'CHARACTER' | 'LETTER' | 'ID' | 'MARKS' | 'ALPHABETS';

// Hyphens, apostrophes and points of names, those of Hebrew among them. Brackets and `@` belong to ids.
const allowed = /^[\p{L}\p{M}\p{Nd} .,'’ʼ·‐־׳״\u200c\u200d-]+$/u;
// Ids of officers, such as `a.novak`; names have capitals, or other scripts, or a space.
const likeId = /^[a-z0-9]+(?:[._-][a-z0-9]+)+$/;
// Letters that show nothing, such as the fillers of Hangul.
const invisible = /(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/u;

const isShownWhole = (name: string): boolean =>
  printable(name).replaceAll(/[\u2068\u2069]/g, '') === name;

// In this order: the first that holds is told.
const tests: readonly (readonly [DisplayNameFlaw, (name: string) => boolean])[] = [
  ['LONG', (name) => name.length > displayNameLimits.units],
  ['CHARACTER', (name) => !allowed.test(name) || invisible.test(name) || !isShownWhole(name)],
  ['LETTER', (name) => !/\p{L}/u.test(name)],
  ['ID', (name) => likeId.test(name)],
  ['MARKS', (name) => /(?<![\p{L}\p{M}\u200c\u200d])\p{M}|\p{M}{5}/u.test(name)],
  ['ALPHABETS', (name) => mixedWord(name) !== undefined],
  ['LONG', (name) => widthOf(name) > displayNameLimits.columns],
];

/** Name in Unicode normal form C, with single spaces and none at an end. Pure. */
export const composed = (typed: string): string =>
  typed.length > displayNameLimits.units
    ? typed
    : typed.normalize('NFC').replaceAll(/ +/g, ' ').trim();

/** Reason why a text cannot be shown as a display name; undefined if it can. Pure. */
export const displayNameFlaw = (name: string): DisplayNameFlaw | undefined =>
  tests.find(([, has]) => has(name))?.[0];
