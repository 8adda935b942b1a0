import { describe, expect, it } from '@jest/globals';
import {
  aDocument,
  aDocumentOf,
  anAttachment,
  at,
  bodyOf,
} from '../../../test/support/builders.js';
import { aStop, aThread, refusedBy } from '../../../test/support/case-facts.js';
import { documentKinds, opensThread, type Body, type Document } from '#kernel';
import type { End, Item } from '#capabilities/capability';
import { ThreadsError, threadsCodes, type Said } from '#threads';
import { plainNotice, plainReason } from './suspensions.model.js';
import type { LeavingFacts } from './suspensions.facts.js';
import type { StopRow } from './suspensions.rows.js';
import { leavingRules, mayLeave, suspensionRules } from './suspensions.rules.js';

const thread = aThread();
const itemOf = (document: Document): Item => ({
  ...{ document, thread, direction: 'OUT', at: at() },
});
const stops = (stop?: StopRow) => new Map(stop === undefined ? [] : [[thread.id, stop]]);
const request = aDocument();
const others = ['SEALING', 'FILING'] as const;

describe('what is said in a thread that is stopped', () => {
  const judge = (document: Document, stop?: StopRow, opener: Said = request, end: End = 'INTAKE') =>
    refusedBy(
      suspensionRules,
      itemOf(document),
      {
        stops: stops(stop),
        openers: new Map([[thread.id, opener]]),
      },
      end,
    );
  const withdrawal = (reason: string, members: Partial<Document<'withdrawal'>> = {}) =>
    aDocumentOf('withdrawal', { body: { reason }, purpose: request.purpose, ...members });

  it('is refused to the officer, and what may be said all the same is named', () => {
    for (const kind of documentKinds.filter((each) => !opensThread(each))) {
      const document = aDocumentOf(kind);
      expect(judge(document)).toBe('passes');
      for (const end of others) expect(judge(document, aStop(), request, end)).toBe('passes');
      const leaves = kind === 'halt' || kind === 'recall-answer';
      expect(judge(document, aStop())).toMatch(leaves ? 'passes' : 'THREAD_STOPPED');
    }
    expect(judge(aDocumentOf('response'), aStop())).toBe('THREAD_STOPPED');
    const may = 'THREAD_STOPPED it may say only';
    expect(judge(aDocumentOf('exculpatory-notice'), aStop())).toMatch(`${may} dutyBasis`);
    const body = { outcome: 'CANNOT', reason: 'No.' } as const;
    expect(judge(aDocumentOf('recall-answer', { body }), aStop())).toMatch(`${may} outcome`);
    expect(judge(withdrawal('She has asked for asylum.'), aStop())).toMatch(`${may} reason`);
  });

  it('is a withdrawal for the purpose of its request alone', () => {
    const quiet = withdrawal(plainReason);
    expect(threadsCodes.STOP_WITHDRAWAL.remedy).toContain(`"${plainReason}"`);
    expect(judge(quiet, aStop())).toBe('passes');
    const purpose = request.purpose === 'SAFETY_OF_LIFE' ? 'INVESTIGATION' : 'SAFETY_OF_LIFE';
    const another = withdrawal(plainReason, { purpose });
    expect(judge(another, aStop())).toMatch('THREAD_STOPPED it may say only reason');
    // Also for the withdrawal that came with the suspension.
    expect(judge(another, aStop({ withdrawal: another.id }))).toMatch('THREAD_STOPPED');
    expect(judge(another)).toBe('passes');
    const erased = new ThreadsError('CONTENT_ERASED');
    expect(judge(quiet, aStop(), erased)).toBe('CONTENT_ERASED');
    const unread = { stops: stops(aStop()), openers: new Map() };
    const refused = refusedBy(suspensionRules, itemOf(quiet), unread, 'INTAKE');
    expect(refused).toMatch('THREAD_STOPPED');
  });
});

describe('what was signed before a thread was stopped', () => {
  const judge = (document: Document, facts: Partial<LeavingFacts>, end: End = 'SEALING') =>
    refusedBy(leavingRules, itemOf(document), { stops: stops(), unsent: new Map(), ...facts }, end);
  const notYet = new Map([[thread.id, 'NOT_YET' as const]]);
  const never = new Map([[thread.id, 'NEVER' as const]]);

  it('stays here, but for what may leave', () => {
    const stopped = { stops: stops(aStop()) };
    for (const kind of documentKinds) {
      const document = aDocumentOf(kind);
      expect(judge(document, {})).toBe('passes');
      const leaves = kind === 'halt' || kind === 'recall-answer';
      expect([kind, judge(document, stopped)]).toEqual([
        kind,
        leaves ? 'passes' : 'THREAD_STOPPED',
      ]);
      for (const end of ['INTAKE', 'FILING'] as const)
        expect(judge(document, { ...stopped, unsent: never }, end)).toBe('passes');
    }
  });

  it('of which the request has not left, stays here with it: there is nothing to withdraw', () => {
    for (const unsent of [notYet, never])
      for (const kind of documentKinds)
        expect(judge(aDocumentOf(kind), { stops: stops(aStop()), unsent })).toBe('THREAD_STOPPED');
  });

  it('waits for no stop to follow a request that was kept back', () => {
    for (const kind of documentKinds) {
      expect(judge(aDocumentOf(kind), { unsent: never })).toBe('OPENING_NOT_SENT');
      expect(judge(aDocumentOf(kind), { unsent: notYet })).toBe('passes');
    }
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
