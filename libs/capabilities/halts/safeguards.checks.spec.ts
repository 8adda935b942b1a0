import { describe, expect, it } from '@jest/globals';
import {
  aDocument,
  aDocumentOf,
  anAssessment,
  anAttachment,
  aRequestBody,
  aRequestWith,
  aScreening,
  aSubject,
  at,
  bodyOf,
} from '../../../test/support/builders.js';
import { documentKinds, type Body, type Document, type ThreadType } from '#kernel';
import { plainNotice, plainReason } from '#capabilities/suspensions/suspensions.contract';
import type { StopRow } from '#capabilities/suspensions/suspensions.rows';
import { mayLeave, requireLeaving, requireSendable, requireTakeable } from './safeguards.checks.js';

const refusal = (act: () => void): unknown => {
  try {
    act();
    return null;
  } catch (error) {
    const { code, detail } = error as { code: string; detail?: string };
    return { code, detail };
  }
};

describe('what this State sends', () => {
  // No such request is decoded yet, so no test of a whole step can hand one in.
  const still = { halts: [], haltedElsewhere: false, assessedUntil: null };
  const steps = {
    'handed in': (document: Document) => requireSendable(document),
    sealed: (document: Document, requestType: ThreadType = 'INFORMATION') =>
      requireLeaving({ ...still, requestType }, document, at()),
  };

  it.each(Object.entries(steps))('is screened when it is %s, whoever wrote it', (_, step) => {
    const screened = (screening: object | undefined) =>
      refusal(() => {
        const body = aRequestWith('NATIONALITY_VERIFICATION', 'screening', screening);
        step(aDocument({ body }));
      });
    expect(screened(aScreening)).toBeNull();
    const forbidden = (detail: string) => ({ code: 'SCREENING_FORBIDS', detail });
    expect(screened(undefined)).toEqual(forbidden('screening'));
    for (const name of ['asylumClaim', 'appealPending', 'nonRefoulement'])
      expect(screened({ ...aScreening, [name]: 'YES' })).toEqual(forbidden(name));
  });

  it('says all that is asked of a new document, and leaves no operation without an assessment', () => {
    const body = { ...bodyOf.refusal(), refusedPart: ' ' };
    const blank = aDocumentOf('refusal', { body });
    expect(refusal(() => steps['handed in'](blank))).toMatchObject({ code: 'ITEM_MISSING' });
    const type = 'SURVEILLANCE_COORDINATION';
    const plan = aDocument({ body: aRequestWith(type, 'assessment', undefined) });
    expect(refusal(() => steps.sealed(plan, type))).toMatchObject({
      code: 'ASSESSMENT_NOT_CURRENT',
    });
  });
});

describe('what a receiver takes', () => {
  const screened = (screening: object | undefined) =>
    refusal(() => {
      const body = aRequestWith('NATIONALITY_VERIFICATION', 'screening', screening);
      requireTakeable(aDocument({ body }), at());
    });

  it('is screened, and which answer kept it back is said to nobody', () => {
    expect(screened(aScreening)).toBeNull();
    const forbidden = { code: 'SCREENING_FORBIDS', detail: undefined };
    expect(screened(undefined)).toEqual(forbidden);
    for (const name of ['asylumClaim', 'appealPending', 'nonRefoulement'])
      expect(screened({ ...aScreening, [name]: 'YES' })).toEqual(forbidden);
  });

  it('says all that is asked of a new document', () => {
    const body = { ...bodyOf.refusal(), refusedPart: ' ' };
    expect(refusal(() => requireTakeable(aDocumentOf('refusal', { body }), at()))).toEqual({
      code: 'ITEM_MISSING',
      detail: '/refusedPart (art. 6(1))',
    });
  });

  it('says less of what a life may hang on', () => {
    const naming = (requestType: 'RISK_TO_LIFE' | 'VESSEL') => {
      const body = aRequestBody({ requestType, subjects: [aSubject({ linkToPurpose: ' ' })] });
      return refusal(() => {
        requireTakeable(aDocument({ body }), at());
      });
    };
    expect(naming('RISK_TO_LIFE')).toBeNull();
    expect(naming('VESSEL')).toMatchObject({ code: 'ITEM_MISSING' });
  });

  it('begins no operation without an assessment that holds', () => {
    const begun = (assessment: object | undefined) =>
      refusal(() => {
        const body = aRequestWith('SURVEILLANCE_COORDINATION', 'assessment', assessment);
        requireTakeable(aDocument({ body }), at(5));
      });
    expect(begun(anAssessment())).toBeNull();
    expect(begun(anAssessment({ validUntil: at(5) }))).toMatchObject({
      code: 'ASSESSMENT_NOT_CURRENT',
    });
    expect(begun(undefined)).toMatchObject({ code: 'ASSESSMENT_NOT_CURRENT' });
  });

  it('in a thread, its place decides', () => {
    for (const kind of documentKinds)
      expect(refusal(() => requireTakeable(aDocumentOf(kind), at()))).toBeNull();
  });
});

describe('what leaves of a thread that is stopped', () => {
  it('is the withdrawal that went with the stop, the stop-word, and that a recall was complied with', () => {
    const withdrawal = aDocumentOf('withdrawal');
    const stop = { withdrawal: withdrawal.id } as StopRow;
    for (const kind of documentKinds) {
      const document = aDocumentOf(kind);
      expect(mayLeave(undefined, document)).toBe(true);
      const leaves = document.id === withdrawal.id || kind === 'halt' || kind === 'recall-answer';
      expect([kind, mayLeave(stop, document)]).toEqual([kind, leaves]);
    }
  });

  it('is also a withdrawal that says nothing, for the neighbour works on until one has come', () => {
    const leaves = (reason: string, members: Partial<Document<'withdrawal'>> = {}) =>
      mayLeave({} as StopRow, aDocumentOf('withdrawal', { body: { reason }, ...members }));
    expect(leaves(plainReason)).toBe(true);
    const { handling } = aDocument();
    for (const refused of [
      leaves('She has asked for asylum.'),
      leaves(plainReason, { handling: { ...handling, restrictions: 'Not to be told at home.' } }),
      leaves(plainReason, { attachments: [anAttachment()] }),
    ])
      expect(refused).toBe(false);
  });

  it('of the answer to a recall is no word more than that', () => {
    const complied = { outcome: 'COMPLIED', reason: '' } as const;
    const leaves = (
      body: Body<'recall-answer'>,
      members: Partial<Document<'recall-answer'>> = {},
    ) => mayLeave({} as StopRow, aDocumentOf('recall-answer', { body, ...members }));
    expect(leaves(complied)).toBe(true);
    const { handling } = aDocument();
    for (const refused of [
      leaves({ outcome: 'CANNOT', reason: 'She has asked for asylum.' }),
      leaves(complied, { purpose: 'SAFETY_OF_LIFE' }),
      leaves(complied, { handling: { ...handling, restrictions: 'Not to be told at home.' } }),
      leaves(complied, { attachments: [anAttachment()] }),
    ])
      expect(refused).toBe(false);
  });

  it('is also that something speaks for an accused person, in words that say nothing else', () => {
    const { purpose, dutyBasis, explanation, priorNoticeImpossible } = plainNotice;
    const words = { ...bodyOf['exculpatory-notice'](), dutyBasis, explanation };
    const late = { ...words, stage: 'AFTER_DISCLOSURE', priorNoticeImpossible } as const;
    const leaves = (
      body: Body<'exculpatory-notice'>,
      members: Partial<Document<'exculpatory-notice'>> = {},
    ) => mayLeave({} as StopRow, aDocumentOf('exculpatory-notice', { body, purpose, ...members }));
    expect([leaves(words), leaves(late)]).toEqual([true, true]);
    const { handling } = aDocument();
    for (const refused of [
      leaves({ ...words, explanation: 'She has asked for asylum.' }),
      leaves({ ...words, dutyBasis: 'Asylum act' }),
      leaves({ ...late, priorNoticeImpossible: 'She was in hiding.' }),
      leaves({ ...words, stage: 'CONSULTATION_REQUESTED' }),
      leaves(words, { purpose: 'SAFETY_OF_LIFE' }),
      leaves(words, { handling: { ...handling, restrictions: 'Not to be told at home.' } }),
      leaves(words, { attachments: [anAttachment()] }),
    ])
      expect(refused).toBe(false);
  });
});
