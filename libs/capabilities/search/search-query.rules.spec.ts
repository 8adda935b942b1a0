import { partsAsked, questionOf, rankOf, wholeText, type Question } from './search-query.rules.js';

const partOf = (question: Question, word: string): number | undefined =>
  question.terms.find((term) => term.part !== wholeText && term.word === word)?.part;
const said = ({ terms }: Question, part: number): string[] => [
  ...new Set(terms.filter((term) => term.part === part).map(({ word }) => word)),
];

describe('a question of the search', () => {
  it('takes a word with a digit as one number, in every field', () => {
    const question = questionOf('SHIP-99');
    expect(new Set(question.terms.map(({ word }) => word))).toEqual(new Set(['ship99']));
    expect(said(question, 0)).toEqual(['ship99']);
    expect(question.terms.filter(({ part }) => part === 0)).toHaveLength(7);
  });

  it('takes each word of a name for itself, so that all must be found', () => {
    const question = questionOf('Neill-García');
    const [a, b] = [partOf(question, 'neill'), partOf(question, 'garcia')];
    expect(a).not.toBe(b);
    expect(partsAsked(question, () => 1)).toEqual([a, b]);
    // It may also be a reference without a digit.
    expect(said(question, a ?? -2)).toContain('neillgarcia');
  });

  it('knows a number that is written with spaces, once it occurs; its pieces are then not asked', () => {
    const question = questionOf('Kask +385 91 234');
    const phone = partOf(question, '38591234');
    expect(phone).toBeDefined();
    expect(partsAsked(question, (part) => (part === phone ? 3 : 0))).toEqual([
      partOf(question, 'kask'),
      phone,
    ]);
    const none = partsAsked(question, (part) => (part === partOf(question, 'kask') ? 1 : 0));
    expect(none).toEqual(['kask', '385', '91', '234'].map((word) => partOf(question, word)));
  });

  it('knows a number of which a piece is a single character', () => {
    const question = questionOf('Kask XX 4 YY');
    const plate = partOf(question, 'xx4yy');
    expect(partsAsked(question, (part) => (part === plate ? 1 : 0))).toEqual([
      partOf(question, 'kask'),
      plate,
    ]);
  });

  it('prefers the longest number, and none takes a piece of another', () => {
    const question = questionOf('a1 b2 c3 d4');
    const [long, short] = [partOf(question, 'a1b2c3'), partOf(question, 'c3d4')];
    expect(partsAsked(question, (part) => (part === long || part === short ? 1 : 0))).toEqual([
      partOf(question, 'd4'),
      long,
    ]);
  });

  it('is bounded, and asks for the whole text as one number', () => {
    const question = questionOf(Array.from({ length: 40 }, (_, n) => `w${n}`).join(' '));
    expect(question.terms.length).toBeLessThan(16 * 7 + 4 * 16 * 5 + 6);
    expect(said(questionOf(' ab 12 '), wholeText)).toEqual(['ab12']);
    expect(questionOf(' . - x').terms).toEqual([]);
  });

  it('is answered by numbers before names, and by names before text', () => {
    expect((['plate', 'reference', 'name', 'text'] as const).map(rankOf)).toEqual([0, 0, 1, 2]);
  });
});
