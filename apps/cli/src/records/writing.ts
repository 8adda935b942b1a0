// Invisible or direction-changing characters; line feeds and the two joiners are judged separately.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u;
const joiners = '\u200c\u200d';

/**
 * Finds the first invisible or direction-changing character. Allows joiners between letters, because Persian and Indic names
 * need them. Pure. @returns its code point, such as `U+202E`; undefined if there is none
 */
export function hiddenCharacter(text: string, mayHaveLines: boolean): string | undefined {
  const characters = Array.from(text);
  const isLetter = (at: number): boolean => /[\p{L}\p{M}]/u.test(characters[at] ?? '');
  const found = characters.find((each, at) => {
    if (each === '\n' && mayHaveLines) return false;
    if (joiners.includes(each)) return !isLetter(at - 1) || !isLetter(at + 1);
    return hidden.test(each);
  });
  return found?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0').replace(/^/, 'U+');
}

const likeLatin = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];

/**
 * First word that mixes letters of two look-alike scripts, such as Latin and Cyrillic (UTS #39). Undefined if there is none.
 * Pure.
 */
export const mixedWord = (text: string): string | undefined =>
  text
    .split(/[^\p{L}\p{M}]+/u)
    .find((word) => likeLatin.filter((each) => each.test(word)).length > 1);

// Cyrillic and Greek letters that look like Latin ones, lower case (UTS #39, most common rows).
const looks: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    в: 'b',
    е: 'e',
    ё: 'e',
    з: '3',
    и: 'u',
    і: 'i',
    ї: 'i',
    ј: 'j',
    к: 'k',
    м: 'm',
    н: 'h',
  },
  ...{
    о: 'o',
    п: 'n',
    р: 'p',
    с: 'c',
    ѕ: 's',
    т: 't',
    у: 'y',
    х: 'x',
    ԁ: 'd',
    ԛ: 'q',
    ԝ: 'w',
    һ: 'h',
  },
  ...{
    α: 'a',
    β: 'b',
    ε: 'e',
    ζ: 'z',
    η: 'h',
    ι: 'i',
    κ: 'k',
    μ: 'm',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
  },
  ...{ υ: 'y', χ: 'x', γ: 'y', 0: 'o', 1: 'i', l: 'i' },
};

/** Returns the same text for names that look alike to a hurried reader. Pure. */
export const looksLike = (name: string): string =>
  Array.from(
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  )
    .map((letter) => looks[letter] ?? letter)
    .join('');
