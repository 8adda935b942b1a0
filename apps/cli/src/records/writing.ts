/** Not seen, or turning the direction of what follows; line feeds and the two joiners are judged apart. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u;
const joiners = '\u200c\u200d';

/**
 * The first character of a text that nobody sees: a control, a change of direction, a zero width. Persian and Indic names need
 * the two joiners between letters; anywhere else these too are hidden. Lone surrogates count. Pure.
 * @returns as `U+202E`; undefined when there is none
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

/** Scripts whose letters pass for Latin ones, and Latin. */
const likeLatin = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];

/** The first word with letters of two scripts that pass for each other (UTS #39, mixed-script confusables). Pure. */
export const mixedWord = (text: string): string | undefined =>
  text
    .split(/[^\p{L}\p{M}]+/u)
    .find((word) => likeLatin.filter((each) => each.test(word)).length > 1);

/** Cyrillic and Greek letters that look like a Latin one, lower case (UTS #39, most common rows). */
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

/** Look of a name for a hurried reader: two names with the same one are taken for each other. Pure. */
export const looksLike = (name: string): string =>
  Array.from(
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  )
    .map((letter) => looks[letter] ?? letter)
    .join('');
