import { describe, expect, it } from '@jest/globals';
import {
  aDocument,
  aDocumentId,
  aDocumentOf,
  anAuthority,
  aState,
  at,
} from '../../../../test/support/builders.js';
import { aRecallRecord, aThread, refusedBy } from '../../../../test/support/case-facts.js';
import type { Document, DocumentId, Handling, StageView } from '#kernel';
import { ThreadsError, type Said } from '#threads';
import type { Item } from '#capabilities/capability';
import type { PropagateRecallFacts } from './propagate-recall.facts.js';
import { passedOn, propagateRecallRules } from './propagate-recall.rules.js';
import type { RecallRecord, PropagatedRecall } from './recalls.rows.js';
import type { HandedOn } from '../releases/releases.rows.js';

const thread = aThread();
const onward = aThread({ peer: aState('XC') }, 'onward');
const item = aDocument();
const forward = aDocumentOf('forward', { thread: onward.id }, 'forward');
const handed: HandedOn = {
  ...{ forward: forward.id, thread: onward.id, peer: onward.peer, item: item.id },
};
const recalled = (act: RecallRecord['act']): RecallRecord =>
  aRecallRecord({ act, direction: 'IN', items: [item.id], filedAt: new Date(at(10)) }, thread);
const aPropagatedRecall = (members: Partial<PropagatedRecall> = {}): PropagatedRecall => ({
  ...{ document: aDocumentId('told'), act: 'RECALL', items: [forward.id] },
  ...{ filedAt: new Date(at(20)), answer: null, outcome: null, ...members },
});
const rejected = (code: string): StageView => ({
  ...{ stage: 'REJECTED', at: at(), code, receipt: null },
});
const strict: Handling = { ...item.handling, codes: ['H0', 'H1', 'H2'] };
const free: Handling = { ...item.handling, codes: ['H0'] };

interface Given extends Partial<Omit<PropagateRecallFacts, 'propagated' | 'said'>> {
  readonly propagated?: readonly PropagatedRecall[];
  readonly said?: Readonly<Record<string, Said>>;
}
const factsOf = (recall: RecallRecord, given: Given = {}): PropagateRecallFacts => ({
  ...{ handedOn: [handed], stages: new Map(), fates: new Map(), elsewhere: [] },
  ...{ recalls: new Map([[thread.id, [recall]]]), others: new Map([[recall.document, []]]) },
  ...given,
  propagated: new Map([[onward.id, given.propagated ?? []]]),
  said: new Map(Object.entries(given.said ?? {}) as [DocumentId, Said][]),
});
const answer = (recall: RecallRecord, outcome: 'COMPLIED' | 'CANNOT' = 'COMPLIED'): Item => ({
  document: aDocumentOf('recall-answer', {
    ...{ thread: thread.id, inReplyTo: recall.document, body: { outcome, reason: 'No.' } },
  }),
  ...{ thread, direction: 'OUT', at: at() },
});
const judge = (recall: RecallRecord, given?: Given): string =>
  refusedBy(propagateRecallRules, answer(recall), factsOf(recall, given), 'INTAKE');

const code = 'RECALL_NOT_PASSED_ON';
const silent = `${code} XC in ${onward.id} has not answered`;

describe('that this State has complied, at INTAKE', () => {
  const recall = recalled('RECALL');

  it('is said once each next holder was told and has complied', () => {
    expect(judge(recall, { handedOn: [] })).toBe('passes');
    expect(judge(recall)).toBe(`${code} ${onward.id}`);
    expect(judge(recall, { propagated: [aPropagatedRecall()] })).toBe(silent);
    expect(judge(recall, { propagated: [aPropagatedRecall({ outcome: 'CANNOT' })] })).toBe(
      `${code} XC in ${onward.id} cannot comply`,
    );
    expect(judge(recall, { propagated: [aPropagatedRecall({ outcome: 'COMPLIED' })] })).toBe(
      'passes',
    );
    // A recall of another document does not count here.
    expect(
      judge(recall, { propagated: [aPropagatedRecall({ items: [aDocumentId('other')] })] }),
    ).toBe(`${code} ${onward.id}`);
  });

  it('may be said of nobody who never had it, and of nothing that was not read', () => {
    const stages = new Map([[forward.id, [rejected('THREAD_HALTED')]]]);
    expect(judge(recall, { stages })).toBe('passes');
    const settled = new Map([[forward.id, [rejected('DOCUMENT_REPLAYED')]]]);
    expect(judge(recall, { stages: settled })).toBe(`${code} ${onward.id}`);
    const fate = { outcome: null, code: null, signedEvent: null, sealedAt: null };
    const kept = (sealedAt: Date | null) =>
      new Map([[forward.id, { ...fate, state: 'VOID' as const, sealedAt }]]);
    expect(judge(recall, { fates: kept(null) })).toBe('passes');
    expect(judge(recall, { fates: kept(new Date(at())) })).toBe(`${code} ${onward.id}`);
    expect(judge(recall, { others: new Map() })).toMatch('before its facts were read');
  });

  it('is not asked of who cannot comply, nor at another end', () => {
    const facts = factsOf(recall);
    expect(refusedBy(propagateRecallRules, answer(recall, 'CANNOT'), facts, 'INTAKE')).toBe(
      'passes',
    );
    for (const end of ['SEALING', 'FILING'] as const)
      expect(refusedBy(propagateRecallRules, answer(recall), facts, end)).toBe('passes');
  });

  it('is said of a correction by a later one, and by a recall whenever it was', () => {
    const correction = recalled('CORRECT');
    const done = { outcome: 'COMPLIED' as const, filedAt: new Date(at(5)) };
    expect(
      judge(correction, { propagated: [aPropagatedRecall({ ...done, act: 'CORRECT' })] }),
    ).not.toBe('passes');
    expect(judge(correction, { propagated: [aPropagatedRecall({ ...done, act: 'RECALL' })] })).toBe(
      'passes',
    );
    const later = aPropagatedRecall({ act: 'CORRECT', outcome: 'COMPLIED' });
    expect(judge(correction, { propagated: [later] })).toBe('passes');
    expect(judge(recalled('RECALL'), { propagated: [later] })).not.toBe('passes');
  });
});

describe('a narrowing', () => {
  const recall = recalled('NARROW');
  const words = (of: Handling): Document => ({ ...forward, handling: of });
  const narrowed = { ...item, handling: strict };
  const narrowing = (seed: string, outcome: PropagatedRecall['outcome'], tlp?: 'RED') => {
    const body = { what: 'NARROW', items: [forward.id], handling: { ...strict, tlp } };
    const document = aDocumentOf('recall', { body: { ...body, reason: '' } as never }, seed);
    const row = aRecallRecord(
      { document: document.id, act: 'NARROW', items: [forward.id], outcome },
      onward,
    );
    return {
      document,
      row,
      propagated: aPropagatedRecall({ document: document.id, act: 'NARROW', outcome }),
    };
  };

  it('reaches who is bound as strictly already, by the handling of the forward or its narrowing', () => {
    const said = { [item.id]: narrowed, [forward.id]: words(free) };
    expect(judge(recall, { said })).toBe(`${code} ${onward.id}`);
    expect(judge(recall, { said: { ...said, [forward.id]: words(strict) } })).toBe('passes');
    const one = narrowing('one', 'COMPLIED');
    const by = (outcome: PropagatedRecall['outcome']): Given => ({
      said: { ...said, [one.document.id]: one.document },
      recalls: new Map([
        [thread.id, [recall]],
        [onward.id, [{ ...one.row, outcome }]],
      ]),
      propagated: [{ ...one.propagated, outcome }],
    });
    expect(judge(recall, by('COMPLIED'))).toBe('passes');
    expect(judge(recall, by(null))).toBe(silent);
    // Nothing is owed for unreadable documents, and a former holder is bound by nothing.
    expect(judge(recall, { said: { [forward.id]: words(free) } })).toBe('passes');
    expect(judge(recall, { said: { [item.id]: narrowed } })).toBe(`${code} ${onward.id}`);
  });

  it('is judged by one without a COMPLIED where that alone has set a mark', () => {
    const red = { ...narrowed, handling: { ...strict, tlp: 'RED' as const } };
    const [cannot, last] = [narrowing('red', 'CANNOT', 'RED'), narrowing('last', 'COMPLIED')];
    const given: Given = {
      said: {
        ...{ [item.id]: red, [forward.id]: words(free) },
        ...{ [cannot.document.id]: cannot.document, [last.document.id]: last.document },
      },
      recalls: new Map([
        [thread.id, [recall]],
        [onward.id, [cannot.row, last.row]],
      ]),
      propagated: [cannot.propagated, last.propagated],
    };
    expect(judge(recall, given)).toBe(`${code} XC in ${onward.id} cannot comply`);
  });

  it('is refused as its words are, where they cannot be read', () => {
    const said = { [item.id]: new ThreadsError('CONTENT_ERASED'), [forward.id]: words(free) };
    expect(() => judge(recall, { said })).toThrow('CONTENT_ERASED');
  });

  it('reaches the holders of other desks by what they have handed on', () => {
    const harbour = anAuthority('harbour-office');
    const id = aDocumentId('elsewhere');
    const there = (handling: Handling | null): Given => ({
      ...{ handedOn: [], said: { [item.id]: narrowed } },
      others: new Map([
        [recall.document, [{ recall: recall.document, forward: id, authority: harbour }]],
      ]),
      elsewhere: [
        {
          ...{ recall: recall.document, forward: id, item: item.id },
          words: handling && { forward: words(handling), narrowings: [] },
        },
      ],
    });
    const owed = `${code} handed on by ${harbour}`;
    expect(judge(recall, there(free))).toBe(owed);
    expect(judge(recall, there(null))).toBe(owed);
    expect(judge(recall, there(strict))).toBe('passes');
    const then = narrowing('there', 'COMPLIED').document;
    const [row] = there(free).elsewhere ?? [];
    const elsewhere = row?.words && [{ ...row, words: { ...row.words, narrowings: [then] } }];
    expect(judge(recall, { ...there(free), ...(elsewhere && { elsewhere }) })).toBe('passes');
  });
});

describe('the view', () => {
  it('shows whose holder was told and by what, as the rule judges, and nothing of own recalls', () => {
    const recall = recalled('RECALL');
    const facts = factsOf(recall, { propagated: [aPropagatedRecall({ outcome: 'CANNOT' })] });
    expect(passedOn(recall, facts)).toMatchObject({
      ...{ owed: [], notified: [{ thread: onward.id, peer: 'XC', outcome: 'CANNOT' }] },
    });
    expect(passedOn(recall, factsOf(recall)).owed).toEqual([handed]);
    const own = { ...recall, direction: 'OUT' as const };
    expect(passedOn(own, facts)).toEqual({ owed: [], notified: [] });
  });
});
