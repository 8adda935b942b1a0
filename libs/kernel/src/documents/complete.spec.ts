import { describe, expect, it } from '@jest/globals';
import {
  aDocument,
  aDocumentOf,
  aRequestBody,
  aSubject,
  bodyOf,
} from '../../../../test/support/builders.js';
import { assertComplete, assertCompleteEnough } from './complete.js';
import type { Document } from './document.js';
import { timestamp } from '../ids.js';
import { documentKinds } from './kinds.js';
import { parseDocument } from './parse.js';

const blank = aSubject({ linkToPurpose: ' \t' });
const urgent = { urgent: true, urgencyGrounds: ['LOSS_OF_RELEVANCE'] } as const;

const delayed = (days: number): Document => {
  const { composedAt } = aDocumentOf('delay-notice');
  const expectedAt = timestamp(new Date(Date.parse(composedAt) + days * 86_400_000));
  return aDocumentOf('delay-notice', { body: { ...bodyOf['delay-notice'](), expectedAt } });
};

describe('what a new document must say besides', () => {
  it.each(documentKinds)('stands in a %s', (kind) => {
    expect(() => assertComplete(aDocumentOf(kind))).not.toThrow();
  });

  it.each<[string, Document, string, string]>([
    [
      'blank facts of urgency',
      aDocument({ body: aRequestBody({ ...urgent, urgencyReasons: ' ' }) }),
      'ITEM_MISSING',
      '/urgencyReasons (art. 4(3)(e))',
    ],
    [
      'persons with a blank link to the purpose',
      aDocument({ body: aRequestBody({ subjects: [aSubject(), blank, blank] }) }),
      'ITEM_MISSING',
      '/subjects/1/linkToPurpose (art. 4(3)(d)); /subjects/2/linkToPurpose (art. 4(3)(d))',
    ],
    [
      'the same in an answer',
      aDocumentOf('response', { body: { ...bodyOf.response(), subjects: [aSubject(), blank] } }),
      'DOCUMENT_INVALID',
      '/subjects/1/linkToPurpose must not be blank',
    ],
    [
      'a refusal of nothing',
      aDocumentOf('refusal', { body: { ...bodyOf.refusal(), refusedPart: ' \n' } }),
      'ITEM_MISSING',
      '/refusedPart (art. 6(1))',
    ],
    [
      'a delay until now',
      delayed(0),
      'DOCUMENT_INVALID',
      '/body/expectedAt must be after composedAt',
    ],
    [
      'a delay of more than a year',
      delayed(367),
      'DOCUMENT_INVALID',
      '/body/expectedAt must be within 366 days',
    ],
  ])('is asked of it, but what is kept stays readable: %s', (_, document, code, detail) => {
    expect(() => assertComplete(document)).toThrow(expect.objectContaining({ code, detail }));
    expect(parseDocument(document)).toEqual(document);
  });

  it('lets a delay be short, or a year long', () => {
    expect(() => assertComplete(delayed(0.001))).not.toThrow();
    expect(() => assertComplete(delayed(366))).not.toThrow();
  });
});

describe('what was never taken', () => {
  it.each([
    ['an item that was always asked for, blank', { informationRequested: ' ' }],
    ['no facts of urgency at all', { ...urgent, urgencyReasons: '' }],
    ['no link to the purpose at all', { subjects: [aSubject({ linkToPurpose: '' })] }],
  ])('is not read from what is kept either: %s', (_, members) => {
    expect(() => parseDocument(aDocument({ body: aRequestBody(members) }))).toThrow(
      expect.objectContaining({ code: 'ITEM_MISSING' }),
    );
  });
});

describe('what a receiver takes', () => {
  it('says all that is asked of a new document', () => {
    const body = { ...bodyOf.refusal(), refusedPart: ' ' };
    const detail = '/refusedPart (art. 6(1))';
    expect(() => assertCompleteEnough(aDocumentOf('refusal', { body }))).toThrow(
      expect.objectContaining({ code: 'ITEM_MISSING', detail }),
    );
    for (const kind of documentKinds)
      expect(() => assertCompleteEnough(aDocumentOf(kind))).not.toThrow();
  });

  it('says less of what a life may hang on', () => {
    const naming = (requestType: 'RISK_TO_LIFE' | 'VESSEL') => () => {
      const body = aRequestBody({ requestType, subjects: [aSubject({ linkToPurpose: ' ' })] });
      assertCompleteEnough(aDocument({ body }));
    };
    expect(naming('RISK_TO_LIFE')).not.toThrow();
    expect(naming('VESSEL')).toThrow(expect.objectContaining({ code: 'ITEM_MISSING' }));
  });
});
