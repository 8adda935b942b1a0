import { describe, expect, it } from '@jest/globals';
import { aDocumentOf, bodyOf } from '../../../test/support/builders.js';
import {
  formalObstacles,
  isFormalAct,
  obstacleWords,
  standingObstacles,
} from './formal-acts.model.js';
import { consentOutcomes, formalOutcomes } from './evidence.lists.js';
import { documentKinds, type Body, type DocumentKind } from '#kernel';

const formal = <K extends DocumentKind>(kind: K, body?: Body<K>): boolean =>
  isFormalAct(aDocumentOf(kind, body === undefined ? {} : { body }));

describe('a formal act', () => {
  it('is a formal request, an answer to one and a consent to evidential use; no other kind of document', () => {
    expect(documentKinds.filter((kind) => formal(kind)).sort()).toEqual([
      'evidence-consent',
      'formal-answer',
      'formal-request',
    ]);
  });

  it('is no consent that is refused, and every other one', () => {
    const consent = bodyOf['evidence-consent']();
    const found = consentOutcomes.filter((outcome) =>
      formal('evidence-consent', { ...consent, outcome }),
    );
    expect(found).toEqual(['GRANTED', 'LIMITED']);
  });

  it('is an answer whatever it says: also a refusal of assistance is dated', () => {
    const answer = bodyOf['formal-answer']();
    expect(
      formalOutcomes.filter((outcome) => !formal('formal-answer', { ...answer, outcome })),
    ).toEqual([]);
  });

  it('is not what asks for a consent, takes one back, or speaks for an accused person', () => {
    for (const kind of ['evidence-consent-request', 'recall', 'exculpatory-notice'] as const)
      expect([kind, formal(kind)]).toEqual([kind, false]);
  });

  it('may be done by a word of the last minute that names nothing, and by no other', () => {
    const by = (ageSeconds: number, ...obstacles: ('UNTIMED' | 'UNCOSIGNED')[]) =>
      standingObstacles({ obstacles, ageSeconds });
    expect([by(0), by(60), by(-60)]).toEqual([[], [], []]);
    expect(by(59, 'UNTIMED', 'UNCOSIGNED')).toEqual(['UNTIMED', 'UNCOSIGNED']);
    const silent = ['AUDIT_SILENT'];
    expect([by(60.1), by(-60.1), by(61, 'UNTIMED')]).toEqual([silent, silent, silent]);
    expect(standingObstacles(undefined)).toEqual(silent);
  });

  it('has words for every obstacle, each of which says who does what', () => {
    for (const each of formalObstacles)
      expect(String(obstacleWords[each])).toMatch(/: (the administrator|wait) /);
  });
});
