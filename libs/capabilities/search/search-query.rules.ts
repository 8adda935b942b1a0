import { identifierOf, tokenTypes, wordsOf, type TokenType } from '#trust';

const types = Object.keys(tokenTypes) as readonly TokenType[];
const whole = types.filter((type) => tokenTypes[type] === 'whole');
const inWords = types.filter((type) => tokenTypes[type] === 'words');

const mostWords = 16;
// Maximum number of pieces of a number that is written with spaces, such as a phone number.
const mostPieces = 5;

export interface Term {
  /**
   * Indexes of the parts that the term covers; `[wholeText]`: term made of the whole question. A number typed with spaces
   * covers several parts.
   */
  readonly parts: readonly number[];
  readonly type: TokenType;
  readonly word: string;
  readonly rank: number;
}

/**
 * Search question, divided into parts, which are words or pieces of words. A thread usually matches if it contains every
 * part.
 */
export interface Question {
  readonly terms: readonly Term[];
  readonly parts: readonly number[];
}

export const wholeText = -1;

/** Worst rank: the thread contains a searched number only in separate pieces. The best rank is 0. */
export const piecesRank = 3;

const hasDigit = (text: string): boolean => /\p{N}/u.test(text);

export function rankOf(type: TokenType): number {
  if (tokenTypes[type] === 'whole') return 0;
  return type === 'name' ? 1 : 2;
}

const asNumber = (parts: readonly number[], said: string): Term[] =>
  identifierOf(said).flatMap((word) =>
    whole.map((type) => ({ parts, type, word, rank: rankOf(type) })),
  );

/**
 * Makes search terms for a word as a whole and for each piece, because `SHIP-99` may be stored as `SHIP 99`. `first`: number
 * of the first piece.
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
