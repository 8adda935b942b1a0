import type { OfficerId } from '#kernel';

export const displayNameLimits = { characters: 64, units: 256 } as const;

export const displayNameFlaws = {
  EMPTY: 'it has no letter',
  TOO_LONG: 'it is longer than 64 characters',
  NOT_COMPOSED: 'it is not in Unicode normal form C',
  CHARACTER: "it has a character that is no letter, mark, digit, space or one of . , ' ’ - ·",
  MARKS: 'it begins with a mark, or one letter has more than four',
  SPACES: 'a space stands at an end, or two stand together',
  ALPHABETS: 'one word has letters of two of the alphabets Latin, Greek and Cyrillic',
} as const;
export type DisplayNameFlaw = keyof typeof displayNameFlaws;

// Joiners shape the letters of many scripts; elsewhere they only hide.
const joiners =
  /(?<=(?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}])[\p{L}\p{M}])[\u200c\u200d](?=[\p{L}\p{M}])/gu;
// Hyphens, apostrophes and points that names have, the Hebrew ones among them.
const allowed = /^[\p{L}\p{M}\p{Nd} .,'’ʼ·‐־׳״-]+$/u;
// Letters that show nothing, such as the fillers of Hangul.
const hidden = /\p{Default_Ignorable_Code_Point}/u;
const alphabets = [/\p{sc=Latin}/u, /\p{sc=Greek}/u, /\p{sc=Cyrillic}/u];

const mixes = (word: string): boolean =>
  alphabets.filter((alphabet) => alphabet.test(word)).length > 1;

const isTooLong = (name: string): boolean =>
  // First: the text may be of any length.
  name.length > displayNameLimits.units || [...name].length > displayNameLimits.characters;

const isStrange = (name: string): boolean => {
  const visible = name.replaceAll(joiners, '');
  return name !== '' && (!allowed.test(visible) || hidden.test(visible));
};

// In this order: the first that holds is told.
const tests: readonly (readonly [DisplayNameFlaw, (name: string) => boolean])[] = [
  ['TOO_LONG', isTooLong],
  ['CHARACTER', isStrange],
  ['EMPTY', (name) => !/\p{L}/u.test(name)],
  ['NOT_COMPOSED', (name) => name !== name.normalize('NFC')],
  ['SPACES', (name) => /^ | $| {2}/.test(name)],
  ['MARKS', (name) => /^\p{M}|[^\p{L}\p{M}\p{Nd}\u200c\u200d]\p{M}|\p{M}{5}/u.test(name)],
  ['ALPHABETS', (name) => name.split(' ').some(mixes)],
];

/** Reason why a text is no display name; undefined if it is one. Pure. */
export const displayNameFlaw = (name: string): DisplayNameFlaw | undefined =>
  tests.find(([, has]) => has(name))?.[0];

// Letters of Greek and Cyrillic, and digits, each before the Latin letter that it looks like.
const alike =
  'аaвbсcԁdеeғfһhіiјjкkӏlмmнhоoрpԛqгrѕsтtуyԝwхx' +
  'αaβbεeηnιiκkνvοoρpτtυuχxγyωw' +
  '0o1lıiøođdłlħh';
const pairs = alike.match(/../gu) ?? [];
const looks = new Map(pairs.map((pair) => [[...pair][0], [...pair][1]] as const));

/** Form in which names that look alike are the same text: no case, marks, joiners or points, words in order. Pure. */
function skeletonOf(name: string): string {
  const letters = [
    ...name
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[\p{M}\p{Cf}]/gu, ''),
  ];
  const latin = letters.map((letter) => looks.get(letter) ?? letter).join('');
  const folded = latin.replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('i', 'l');
  return folded
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter((word) => word !== '')
    .toSorted()
    .join(' ');
}

/** Other officers whose id or name looks like this name, to warn whoever gives or reads it. Pure. */
export function looksLike(
  officer: OfficerId,
  name: string,
  ids: readonly OfficerId[],
  names: ReadonlyMap<OfficerId, string>,
): OfficerId[] {
  const skeleton = skeletonOf(name);
  const isAlike = (other: OfficerId): boolean =>
    [other, names.get(other) ?? ''].some((text) => skeletonOf(text) === skeleton);
  return [...new Set(ids)].filter((other) => other !== officer && isAlike(other));
}
