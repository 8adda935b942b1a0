import { piecesRank, questionOf, rankOf, wholeText, type Term } from './search-query.rules.js';

type Filed = Readonly<Partial<Record<Term['type'], readonly string[]>>>;

// Whether a thread with these indexed words answers the question, and in which rank; undefined if not.
function matched(text: string, filed: Filed): number | undefined {
  const { terms, parts } = questionOf(text);
  const found = terms.filter(({ type, word }) => filed[type]?.includes(word) ?? false);
  const ranksOf = (part: number) =>
    found.filter((term) => term.parts.includes(part)).map(({ rank }) => rank);
  const isWhole = ranksOf(wholeText).length > 0;
  if (!isWhole && (parts.length === 0 || parts.some((part) => ranksOf(part).length === 0)))
    return undefined;
  return Math.min(...found.map(({ rank }) => rank));
}

describe('a question of the search', () => {
  it('takes a word with a digit as one number, in every field', () => {
    expect(matched('SHIP-99', { plate: ['ship99'] })).toBe(0);
    expect(matched('SHIP-99', { name: ['ship99'] })).toBe(1);
    expect(matched('SHIP-99', { text: ['ship99'] })).toBe(2);
    for (const other of [{ plate: ['ship', '99'] }, { reference: ['ship992'] }])
      expect(matched('SHIP-99', other)).toBeUndefined();
    expect(questionOf('SHIP99').terms.filter(({ parts }) => parts.includes(0))).toHaveLength(7);
  });

  it('finds a number of a name or text by all its pieces too, last', () => {
    for (const type of ['name', 'text'] as const) {
      expect(matched('SHIP-99', { [type]: ['ship', '99', 'ship992'] })).toBe(piecesRank);
      expect(matched('SHIP-99', { [type]: ['ship'] })).toBeUndefined();
      expect(matched('SHIP-99', { [type]: ['99'] })).toBeUndefined();
      // A piece of one character is not indexed.
      expect(matched('Ocean-7', { [type]: ['ocean'] })).toBe(piecesRank);
    }
    expect(matched('A-1', { text: ['a1'] })).toBe(2);
    expect(matched('A-1', { text: ['crates'] })).toBeUndefined();
  });

  it('takes each word of a name for itself, so that all must be found', () => {
    expect(questionOf('Neill-García').parts).toHaveLength(2);
    expect(matched('Neill-García', { name: ['garcia', 'neill'] })).toBe(1);
    expect(matched('Neill-García', { name: ['garcia'] })).toBeUndefined();
    // It may also be a reference without a digit.
    expect(matched('Neill-García', { reference: ['neillgarcia'] })).toBe(0);
  });

  it('finds a number written with spaces as one, or by all its pieces', () => {
    const text = 'Kask +385 91 234';
    expect(matched(text, { name: ['kask'], phone: ['38591234'] })).toBe(0);
    expect(matched(text, { name: ['kask'], text: ['385', '91', '234'] })).toBe(1);
    expect(matched(text, { name: ['kask'], phone: ['38591'], text: ['234'] })).toBe(0);
    expect(matched(text, { name: ['kask'], text: ['385', '91'] })).toBeUndefined();
    expect(matched(text, { phone: ['38591234'] })).toBeUndefined();
  });

  it('knows a number of which a piece is a single character', () => {
    expect(matched('Kask XX 4 YY', { name: ['kask'], plate: ['xx4yy'] })).toBe(0);
    expect(matched('Kask XX 4 YY', { name: ['kask'], plate: ['xx5yy'] })).toBeUndefined();
    expect(matched('4 5 Kask', { name: ['kask'] })).toBe(1);
  });

  it('is covered by several numbers together', () => {
    expect(matched('a1 b2 c3 d4', { plate: ['a1b2'], phone: ['c3d4'] })).toBe(0);
    expect(matched('a1 b2 c3 d4', { plate: ['a1b2c3'] })).toBeUndefined();
  });

  it('is bounded, and asks for the whole text as one number', () => {
    const question = questionOf(Array.from({ length: 40 }, (_, n) => `w${n}`).join(' '));
    expect(question.parts).toEqual(Array.from({ length: 16 }, (_, n) => n));
    expect(question.terms.length).toBeLessThan(16 * 7 + 4 * 16 * 5 + 6);
    expect(matched(' ab 12 ', { document: ['ab12'] })).toBe(0);
    for (const text of [' . - x', '. J.R'])
      expect([text, questionOf(text).parts]).toEqual([text, []]);
    expect(questionOf(' . - x').terms).toEqual([]);
  });

  it('is answered by numbers before names, and by names before text', () => {
    expect((['plate', 'reference', 'name', 'text'] as const).map(rankOf)).toEqual([0, 0, 1, 2]);
  });
});
