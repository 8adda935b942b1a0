import { identifierOf, tokenTypes, wordsOf, type TokenType } from '#trust';

const types = Object.keys(tokenTypes) as readonly TokenType[];
const whole = types.filter((type) => tokenTypes[type] === 'whole');
const inWords = types.filter((type) => tokenTypes[type] === 'words');

const mostWords = 16;
// Maximum number of pieces of a number that is written with spaces, such as a phone number.
const mostPieces = 5;

/**
 * Search term for parts of the typed question, such as a word. A thread matches a part when it contains any term of the
 * part.
 */
export interface Term {
  /** Parts that the term matches, or `wholeText`. A number written with spaces matches the parts of all its pieces. */
  readonly parts: readonly number[];
  readonly type: TokenType;
  readonly word: string;
  readonly rank: number;
}

/** Typed question. A thread answers it when it matches all `parts`, or the whole text. */
export interface Question {
  readonly terms: readonly Term[];
  readonly parts: readonly number[];
}

/** Value of `parts` for terms that search for the whole text as one number. */
export const wholeText = -1;

/** Rank of a number found only by its pieces in a name or text. */
export const piecesRank = 3;

const hasDigit = (text: string): boolean => /\p{N}/u.test(text);

/** Rank of a match in the order of results: first numbers and references, then names, then other text. Pure. */
export function rankOf(type: TokenType): number {
  if (tokenTypes[type] === 'whole') return 0;
  return type === 'name' ? 1 : 2;
}

const asNumber = (parts: readonly number[], said: string): Term[] =>
  identifierOf(said).flatMap((word) =>
    whole.map((type) => ({ parts, type, word, rank: rankOf(type) })),
  );

/**
 * Terms of one word. All its pieces must be found, or the word as one number. A word with a digit is also one word of a name
 * or text, and its pieces are the last way to find it, because `SHIP-99` may be filed as `SHIP 99`.
 */
function termsOf(word: string, first: number): Question {
  const [id] = identifierOf(word);
  const isNumber = id !== undefined && hasDigit(id);
  const pieces = wordsOf(word).filter((piece) => !isNumber || piece !== id);
  const parts = (isNumber && pieces.length === 0 ? [id] : pieces).map((_, i) => first + i);
  if (id === undefined || parts.length === 0) return { terms: [], parts: [] };
  const inFields = (of: readonly number[], said: string, rank?: number): Term[] =>
    inWords.map((type) => ({ parts: of, type, word: said, rank: rank ?? rankOf(type) }));
  const terms = [
    ...asNumber(parts, word),
    ...(isNumber ? inFields(parts, id) : []),
    ...pieces.flatMap((piece, i) =>
      inFields([first + i], piece, isNumber ? piecesRank : undefined),
    ),
  ];
  return { terms, parts };
}

/**
 * Terms of a typed question: for each word, for the whole text as a number, and for each run of words that may be a number
 * written with spaces. The run is an alternative to its words, whatever is filed. Pure.
 */
export function questionOf(text: string): Question {
  const words = text
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, mostWords);
  const terms: Term[] = [];
  const partsAt: (readonly number[])[] = [];
  for (const word of words) {
    const of = termsOf(word, partsAt.flat().length);
    terms.push(...of.terms);
    partsAt.push(of.parts);
  }
  for (let length = Math.min(mostPieces, words.length - 1); length > 1; length -= 1)
    for (let at = 0; at + length <= words.length; at += 1) {
      const run = words.slice(at, at + length).join(' ');
      const parts = partsAt.slice(at, at + length).flat();
      if (hasDigit(run) && parts.length > 0) terms.push(...asNumber(parts, run));
    }
  return { terms: [...terms, ...asNumber([wholeText], text)], parts: partsAt.flat() };
}
