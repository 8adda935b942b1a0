import { describe, expect, it } from '@jest/globals';
import {
  aDocument,
  aDocumentOf,
  aRequestWith,
  aScreening,
  at,
} from '../../../test/support/builders.js';
import { refusedBy } from '../../../test/support/case-facts.js';
import { documentKinds, type Document } from '#kernel';
import type { End } from '#capabilities/capability';
import { screeningRules } from './screening.rules.js';

const judge = (end: End, document: Document) =>
  refusedBy(screeningRules, { document, at: at() }, undefined, end);
const asked = (screening: object | undefined) =>
  aDocument({ body: aRequestWith('NATIONALITY_VERIFICATION', 'screening', screening) });

// No such request can be decoded yet, so no test of a whole step can submit one.
describe.each(['INTAKE', 'SEALING', 'FILING'] as const)('a screening at %s', (end) => {
  const refusalFor = (answer: string) =>
    end === 'FILING' ? 'SCREENING_FORBIDS' : `SCREENING_FORBIDS ${answer}`;

  it('keeps a request back, and which answer does is told to the own officer alone', () => {
    expect(judge(end, asked(aScreening))).toBe('passes');
    expect(judge(end, asked(undefined))).toBe(refusalFor('screening'));
    for (const name of ['asylumClaim', 'appealPending', 'nonRefoulement'])
      expect(judge(end, asked({ ...aScreening, [name]: 'YES' }))).toBe(refusalFor(name));
  });

  it('keeps back nothing else', () => {
    for (const kind of documentKinds) expect(judge(end, aDocumentOf(kind))).toBe('passes');
  });
});
