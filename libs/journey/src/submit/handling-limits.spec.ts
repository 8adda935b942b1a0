import { describe, expect, it } from '@jest/globals';
import {
  aDocument,
  aDocumentOf,
  aRequestBody,
  aSubject,
  bodyOf,
} from '../../../../test/support/builders.js';
import { isCoded, type Document } from '#kernel';
import { assertHandling, assertOpenable } from './handling-limits.js';

const limits = { classificationCeiling: 'RESTRICTED' } as const;
const codeOf = (act: () => void): string => {
  try {
    act();
    return 'done';
  } catch (error) {
    return isCoded(error) ? error.code : String(error);
  }
};
const naming = (requestType: 'VESSEL' | 'RISK_TO_LIFE', subject: object): Document =>
  aDocument({ body: aRequestBody({ requestType, subjects: [aSubject(subject)] }) });
const flaws = [
  [{ type: 'PERSON' }, 'CATEGORY_MISSING'],
  [{ type: 'PERSON', category: 'SUSPECT_OR_CONVICTED' }, 'SUSPECT_WITHOUT_OFFENCE'],
] as const;

describe('what a document has to say of persons', () => {
  it.each(flaws)('is asked of whoever sends it, also when life is at risk: %j', (subject, code) => {
    for (const type of ['VESSEL', 'RISK_TO_LIFE'] as const) {
      const sent = naming(type, subject);
      expect(codeOf(() => assertHandling(sent, limits))).toBe(code);
    }
  });

  it.each(flaws)('keeps no risk to life of a neighbour from being opened: %j', (subject, code) => {
    const open = (type: 'VESSEL' | 'RISK_TO_LIFE') =>
      codeOf(() => assertOpenable(naming(type, subject), limits));
    expect([open('VESSEL'), open('RISK_TO_LIFE')]).toEqual([code, 'done']);
  });

  it.each(flaws)(
    'is asked of an answer by whoever sends and whoever gets it: %j',
    (subject, code) => {
      const body = { ...bodyOf.response(), subjects: [aSubject(subject)] };
      const answer = aDocumentOf('response', { body });
      for (const judge of [assertHandling, assertOpenable])
        expect(codeOf(() => judge(answer, limits))).toBe(code);
    },
  );

  it('is not the ceiling: above that nothing is opened', () => {
    const { handling, ...rest } = naming('RISK_TO_LIFE', { type: 'VESSEL' });
    const secret = { ...rest, handling: { ...handling, classification: 'SECRET' } } as const;
    expect(codeOf(() => assertOpenable(secret, limits))).toBe('CLASSIFICATION_ABOVE_CEILING');
  });
});
