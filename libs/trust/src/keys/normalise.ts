/** Letters that no Unicode decomposition brings together, though people and transliterations mix them up. */
const folds: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ς: 'σ',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  // Arabic: forms of yeh, kaf and heh that keyboards of different countries write for one letter.
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ہ: 'ه',
};
/** Zeros of the decimal digits in use in the region: Arabic-Indic, extended Arabic-Indic, Devanagari. */
const zeros = [0x660, 0x6f0, 0x966] as const;

/** Combining marks (accents, harakat), invisible format characters, and the Arabic tatweel that only stretches. */
const dropped = /[\p{M}\p{Cf}\u0640]/gu;

function foldCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const zero = zeros.find((first) => code >= first && code < first + 10);
  return zero === undefined ? (folds[character] ?? character) : String(code - zero);
}

/** NFKD, case folded through upper case (so that ß is ss and every sigma one), marks off, folded, composed again. */
function once(text: string): string {
  const decomposed = text.normalize('NFKD').replace(dropped, '');
  const lower = decomposed.toUpperCase().toLowerCase().normalize('NFKD').replace(dropped, '');
  return Array.from(lower, foldCharacter).join('').normalize('NFKC');
}

const maxRounds = 4;

/** One form for all spellings that mean the same word; applying it again changes nothing. */
export function normalise(text: string): string {
  let form = text;
  for (let round = 0; round < maxRounds; round += 1) {
    const next = once(form);
    if (next === form) break;
    form = next;
  }
  return form;
}

/** Longest word, in UTF-16 units; the rest is cut off, on both sides of a search alike. */
const maxWord = 64;
/** A single letter or digit finds too much to be worth an entry. */
const minWord = 2;

/** Normalised words of a text, without repetition. */
export function wordsOf(text: string): string[] {
  const words = normalise(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= minWord)
    .map((word) => word.slice(0, maxWord));
  return [...new Set(words)];
}

/** An identifier (plate, document number) as one word: letters and digits only. Empty list when nothing is left. */
export function identifierOf(text: string): string[] {
  const word = normalise(text).replace(/[^\p{L}\p{N}]+/gu, '');
  return word.length < minWord ? [] : [word.slice(0, maxWord)];
}
