import { identifierOf, tokenTypes, wordsOf, type TokenType } from '#trust';

const types = Object.keys(tokenTypes) as readonly TokenType[];
const whole = types.filter((type) => tokenTypes[type] === 'whole');
const inWords = types.filter((type) => tokenTypes[type] === 'words');

const mostWords = 16;
// Maximum number of pieces of a number that is written with spaces, such as a phone number.
const mostPieces = 5;

/** Word or number to look up in the search index. A thread that contains the term matches the term's `parts` of the question. */
export interface Term {
  /**
   * Indexes of the question's parts that the term matches; `[wholeText]` for the whole text. Several parts for a number typed
   * with spaces.
   */
  readonly parts: readonly number[];
  readonly type: TokenType;
  readonly word: string;
  readonly rank: number;
}

/** Search question. A thread answers it by matching every part in `parts`, or by containing the whole text as one number. */
export interface Question {
  readonly terms: readonly Term[];
  readonly parts: readonly number[];
}

/** Value in `Term.parts` when the whole typed text is looked up as one number. */
export const wholeText = -1;

/** Rank of a match in which a number was found only piece by piece, in names or other text. */
export const piecesRank = 3;

const hasDigit = (text: string): boolean => /\p{N}/u.test(text);

/**
 * Returns the rank of a match, lowest first in the results: 0 for numbers, references and dates, 1 for names, 2 for other
 * text.
 */
export function rankOf(type: TokenType): number {
  if (tokenTypes[type] === 'whole') return 0;
  return type === 'name' ? 1 : 2;
}

const asNumber = (parts: readonly number[], said: string): Term[] =>
  identifierOf(said).flatMap((word) =>
    whole.map((type) => ({ parts, type, word, rank: rankOf(type) })),
  );

/** Makes the terms of one word: as a number, and by its pieces, because `SHIP-99` may be stored as `SHIP 99`. */
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

/** Makes the terms of a question: each word, each run of words that may form a number, and the whole text as a number. */
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
