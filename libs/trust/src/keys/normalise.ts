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
const zeros = [0x660, 0x6f0, 0x966] as const;

const dropped = /[\p{M}\p{Cf}\u0640]/gu;

function foldCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const zero = zeros.find((first) => code >= first && code < first + 10);
  return zero === undefined ? (folds[character] ?? character) : String(code - zero);
}

/** One round of `normalise`. Changes to upper case before lower case, so that `ß` becomes `ss` and all sigmas become equal. */
function once(text: string): string {
  const decomposed = text.normalize('NFKD').replace(dropped, '');
  const lower = decomposed.toUpperCase().toLowerCase().normalize('NFKD').replace(dropped, '');
  return Array.from(lower, foldCharacter).join('').normalize('NFKC');
}

const maxRounds = 4;

/** Returns one form for all spellings of a word that differ only in case, marks or similar letters. Idempotent. */
export function normalise(text: string): string {
  let form = text;
  for (let round = 0; round < maxRounds; round += 1) {
    const next = once(form);
    if (next === form) break;
    form = next;
  }
  return form;
}

const maxWord = 64;
const minWord = 2;

export function wordsOf(text: string): string[] {
  const words = normalise(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= minWord)
    .map((word) => word.slice(0, maxWord));
  return [...new Set(words)];
}

/**
 * Words with a digit, without punctuation, so that a search finds exact numbers. `SHIP-99` gives `ship99`; `wordsOf` gives
 * `ship` and `99`.
 */
export const numbersIn = (text: string): string[] =>
  text
    .split(/\s+/u)
    .filter((word) => /\p{N}/u.test(word))
    .flatMap(identifierOf);

export function identifierOf(text: string): string[] {
  const word = normalise(text).replace(/[^\p{L}\p{N}]+/gu, '');
  return word.length < minWord ? [] : [word.slice(0, maxWord)];
}
