import { identifierOf, tokenTypes, wordsOf, type TokenType } from '#trust';

const types = Object.keys(tokenTypes) as readonly TokenType[];
const whole = types.filter((type) => tokenTypes[type] === 'whole');
const inWords = types.filter((type) => tokenTypes[type] === 'words');

const mostWords = 16;
// Maximum number of pieces of a number that is written with spaces, such as a phone number.
const mostPieces = 5;

/**
 * Search term for one part of the typed question, such as a word. A thread matches the part when it contains any term of the
 * part.
 */
export interface Term {
  readonly part: number;
  readonly type: TokenType;
  readonly word: string;
}

/**
 * Part of the question that reads several words as one number. `covers`: the parts of these single words, which this part can
 * replace.
 */
export interface Spaced {
  readonly part: number;
  readonly covers: readonly number[];
}

export interface Question {
  readonly terms: readonly Term[];
  readonly spaced: readonly Spaced[];
}

/** Value of `part` for terms that search for the whole text as one number. */
export const wholeText = -1;

const hasDigit = (text: string): boolean => /\p{N}/u.test(text);

// A word with a digit is one number, whatever punctuation it has. Any other word is split, and all pieces must be found.
function partsOf(word: string): readonly (readonly Omit<Term, 'part'>[])[] {
  const [id] = identifierOf(word);
  if (id === undefined) return [];
  const asNumber = whole.map((type) => ({ type, word: id }));
  const words = hasDigit(id) ? [id] : wordsOf(word);
  return words.map((each) => [...asNumber, ...inWords.map((type) => ({ type, word: each }))]);
}

/**
 * Terms of a typed question: for each word, for the whole text as a number, and for each run of words that may be a number
 * written with spaces. Pure.
 */
export function questionOf(text: string): Question {
  const words = text
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, mostWords);
  const asNumber = (part: number, said: string): Term[] =>
    identifierOf(said).flatMap((word) => whole.map((type) => ({ part, type, word })));
  const terms: Term[] = [];
  const partsAt: (readonly number[])[] = [];
  let next = 0;
  for (const word of words) {
    const parts = partsOf(word).map((each) => {
      const part = next;
      next += 1;
      terms.push(...each.map((term) => ({ part, ...term })));
      return part;
    });
    partsAt.push(parts);
  }
  const spaced: Spaced[] = [];
  for (let length = Math.min(mostPieces, words.length - 1); length > 1; length -= 1)
    for (let at = 0; at + length <= words.length; at += 1) {
      const run = words.slice(at, at + length).join(' ');
      if (!hasDigit(run)) continue;
      spaced.push({ part: next, covers: partsAt.slice(at, at + length).flat() });
      terms.push(...asNumber(next, run));
      next += 1;
    }
  return { terms: [...terms, ...asNumber(wholeText, text)], spaced };
}

/**
 * Parts that a thread must match. A number written with spaces replaces its pieces when some thread contains the number;
 * longer numbers are tried first. `hitsOf`: number of threads that match a part. Pure.
 */
export function partsAsked(
  { terms, spaced }: Question,
  hitsOf: (part: number) => number,
): readonly number[] {
  const covered = new Set<number>();
  const chosen: number[] = [];
  for (const { part, covers } of spaced) {
    if (hitsOf(part) === 0 || covers.some((each) => covered.has(each))) continue;
    for (const each of covers) covered.add(each);
    chosen.push(part);
  }
  const runs = new Set(spaced.map(({ part }) => part));
  const single = [...new Set(terms.map(({ part }) => part))].filter(
    (part) => part !== wholeText && !runs.has(part) && !covered.has(part),
  );
  return [...single, ...chosen];
}

/** Rank of a match in the order of results: first numbers and references, then names, then other text. Pure. */
export function rankOf(type: TokenType): number {
  if (tokenTypes[type] === 'whole') return 0;
  return type === 'name' ? 1 : 2;
}
