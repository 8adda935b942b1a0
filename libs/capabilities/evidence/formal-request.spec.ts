import { describe, expect, it } from '@jest/globals';
import { aDocumentOf, aFormalText, bodyOf } from '../../../test/support/builders.js';
import { citedItems, isWithin } from './citing.model.js';
import { parseBody } from '#kernel';

const invalid = expect.objectContaining({ code: 'DOCUMENT_INVALID' }) as unknown;
const missing = (named: string) =>
  expect.objectContaining({ code: 'ITEM_MISSING', detail: named }) as unknown;

describe('a formal request', () => {
  const text = aFormalText();
  const without = (name: string): object =>
    Object.fromEntries(Object.entries(text).filter(([each]) => each !== name));

  it.each([
    ['requestingAuthority', '(a)'],
    ['subjectMatterAndNature', '(b)'],
    ['conductingAuthority', '(b)'],
    ['proceedings', '(b)'],
    ['facts', '(c)'],
    ['assistanceTypes', '(d)'],
    ['assistanceSought', '(d)'],
    ['persons', '(e)'],
    ['purpose', '(f)'],
  ])('without %s is refused by its article', (name, letter) => {
    const named = missing(`/${name} (art. 18(15)${letter})`);
    expect(() => parseBody('formal-request', without(name))).toThrow(named);
    if (typeof text[name as keyof typeof text] === 'string')
      expect(() => parseBody('formal-request', { ...text, [name]: ' ' })).toThrow(named);
  });

  it('names all that is missing at once, and nothing of a draft is', () => {
    const all = expect.objectContaining({
      detail: expect.stringMatching(/\(a\).*\(b\).*\(c\).*\(d\).*\(e\).*\(f\)/) as unknown,
    }) as unknown;
    expect(() => parseBody('formal-request', {})).toThrow(all);
    expect(parseBody('formal-request-draft', { remarks: '' })).toEqual({ remarks: '' });
  });

  it('for nothing but the service of documents summarises no facts', () => {
    const serving = { ...without('facts'), assistanceTypes: ['SERVE_DOCUMENTS'] };
    expect(parseBody('formal-request', serving)).toEqual(serving);
    const more = { ...serving, assistanceTypes: ['SERVE_DOCUMENTS', 'VIDEO_HEARING'] };
    expect(() => parseBody('formal-request', more)).toThrow(missing('/facts (art. 18(15)(c))'));
  });

  it('cites what it rests on', () => {
    expect(citedItems(aDocumentOf('formal-request'))).toEqual(text.informalExchangeRefs);
    expect(citedItems(aDocumentOf('formal-request-draft', { body: { remarks: '' } }))).toEqual([]);
    expect(isWithin([], [])).toBe(true);
  });

  const answer = bodyOf['formal-answer']();
  it.each<[string, object]>([
    ['refused without a ground', { outcome: 'REFUSED', reasons: 'No.', items: [] }],
    ['refused without reasons', { outcome: 'REFUSED', ground: 'NOT_CONFORM', items: [] }],
    ['postponed without reasons', { outcome: 'POSTPONED', items: [] }],
    ['executed with a ground', { ground: 'NOT_CONFORM' }],
    ['postponed with items', { outcome: 'POSTPONED', reasons: 'A trial is under way.' }],
  ])('is not %s', (_, members) => {
    expect(() => parseBody('formal-answer', { ...answer, ...members })).toThrow(invalid);
  });
});
