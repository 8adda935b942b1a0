import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDocument, aDocumentId, aDocumentOf, at } from '../../../../test/support/builders.js';
import { aHead, aRecallRecord, aThread } from '../../../../test/support/case-facts.js';
import { isCoded, trafficLights, type Document, type DocumentId, type HandlingCode } from '#kernel';
import { laxerMember, type Narrowing } from '../handling/narrowing.model.js';
import { mostRecallsOfSide } from './recalling.model.js';
import { ThreadsError, type DispatchHead, type Said } from '#threads';
import type { RecallRecord } from './recalls.rows.js';
import type { Item, Rule } from '#capabilities/capability';
import { handlingIn, type RecallFacts } from './recalls.facts.js';
import {
  decideRecall,
  decideRecallAnswer,
  recallAnswerRules,
  recallRules,
} from './recalls.rules.js';

const thread = aThread();
const request = aDocument();
const said: Narrowing = { codes: ['H1'], restrictions: '', retentionMonths: 12 };
const ends = [
  ['INTAKE', 'OUT'],
  ['FILING', 'IN'],
] as const;
type Direction = 'OUT' | 'IN';

const itemOf = (document: Document, direction: Direction): Item => ({
  ...{ document, thread, direction, at: at() },
});
const refused = (rules: readonly Rule<RecallFacts>[], item: Item, facts: RecallFacts): string => {
  const end = item.direction === 'OUT' ? 'INTAKE' : 'FILING';
  for (const rule of rules) {
    const error = rule.judge(item, facts, end);
    if (error !== undefined)
      return isCoded(error) ? `${error.code} ${error.detail ?? ''}`.trim() : String(error);
  }
  return 'passes';
};

interface Given {
  readonly recalls?: readonly RecallRecord[];
  readonly records?: readonly DispatchHead[];
  readonly said?: Readonly<Record<string, Said>>;
}
const factsOf = ({ recalls = [], records = [], said: words = {} }: Given): RecallFacts => ({
  recalls: new Map([[thread.id, recalls]]),
  records: new Map(records.map((record) => [record.id, record])),
  said: new Map(Object.entries(words) as [DocumentId, Said][]),
});
const theRequest = (direction: Direction, members: Partial<DispatchHead> = {}) =>
  aHead(request, thread, { direction, ...members });
const aRecall = (body: Partial<Document<'recall'>['body']> = {}) =>
  aDocumentOf('recall', { body: { ...aDocumentOf('recall').body, items: [request.id], ...body } });
const narrowing = (handling: Narrowing, seed: string, items: readonly DocumentId[]) =>
  aDocumentOf('recall', { body: { what: 'NARROW', items, handling, reason: 'A source.' } }, seed);

describe.each(ends)('a recall at %s', (_, direction) => {
  const other = direction === 'OUT' ? 'IN' : 'OUT';
  const judge = (document: Document, given: Given) =>
    refused(recallRules, itemOf(document, direction), factsOf(given));

  it('is of a document of its State in the thread, which may be taken back', () => {
    const records = [theRequest(direction)];
    expect(judge(aRecall(), { records })).toBe('passes');
    expect(judge(aDocumentOf('correction'), { records })).toBe('passes');
    const no = 'RECALL_IMPOSSIBLE document 1';
    expect(judge(aRecall(), {})).toBe(no);
    expect(judge(aRecall(), { records: [theRequest(other)] })).toBe(no);
    const elsewhere = aThread({}, 'two').id;
    expect(judge(aRecall(), { records: [theRequest(direction, { thread: elsewhere })] })).toBe(no);
    expect(judge(aRecall(), { records: [theRequest(direction, { kind: 'halt' })] })).toBe(no);
    const second = aRecall({ items: [request.id, aDocumentId('unknown')] });
    expect(judge(second, { records })).toBe('RECALL_IMPOSSIBLE document 2');
  });

  it('is one of a bounded number of its State', () => {
    const records = [theRequest(direction)];
    const many = (count: number, by: Direction) =>
      Array.from({ length: count }, (__, i) =>
        aRecallRecord({ document: aDocumentId(`recall ${i}`), direction: by }),
      );
    const full = many(mostRecallsOfSide, direction);
    expect(judge(aRecall(), { records, recalls: full.slice(1) })).toBe('passes');
    expect(judge(aRecall(), { records, recalls: many(mostRecallsOfSide, other) })).toBe('passes');
    expect(judge(aRecall(), { records, recalls: full })).toBe(
      `RECALL_IMPOSSIBLE ${mostRecallsOfSide} in this thread already`,
    );
  });

  it('makes handling stricter than it is by now, and never laxer', () => {
    const records = [theRequest(direction)];
    const before = narrowing({ ...said, retentionMonths: 6 }, 'before', [request.id]);
    const recalls = [
      aRecallRecord({ document: before.id, act: 'NARROW', items: [request.id], direction }),
    ];
    const words = { [request.id]: request, [before.id]: before };
    const to = (retentionMonths: number) =>
      judge(narrowing({ ...said, retentionMonths }, 'now', [request.id]), {
        ...{ records, recalls, said: words },
      });
    expect(to(6)).toBe('passes');
    expect(to(2)).toBe('passes');
    expect(to(7)).toBe('NARROWING_LAXER retentionMonths of document 1');
  });

  it('asks nothing of what is withheld, and says why something cannot be read', () => {
    const lax = narrowing({ ...said, retentionMonths: 24 }, 'now', [request.id]);
    const records = [theRequest(direction, { withdrawnFromUse: true })];
    expect(judge(lax, { records })).toBe('passes');
    const erased = new ThreadsError('CONTENT_ERASED');
    const given = { records: [theRequest(direction)], said: { [request.id]: erased } };
    expect(judge(lax, given)).toBe('CONTENT_ERASED');
    const before = narrowing(said, 'before', [request.id]);
    const recalls = [aRecallRecord({ document: before.id, act: 'NARROW', items: [request.id] })];
    const unread = { [request.id]: request, [before.id]: erased };
    expect(judge(lax, { records: [theRequest(direction)], recalls, said: unread })).toBe(
      'CONTENT_ERASED',
    );
  });
});

describe.each(ends)('the answer to a recall at %s', (_, direction) => {
  const other = direction === 'OUT' ? 'IN' : 'OUT';
  const recall = aDocumentId('recall');
  const answer = aDocumentOf('recall-answer', { inReplyTo: recall });
  const judge = (recalls: readonly RecallRecord[]) =>
    refused(recallAnswerRules, itemOf(answer, direction), factsOf({ recalls }));

  it('is the first, by the State whose words were not recalled', () => {
    expect(judge([aRecallRecord({ direction: other })])).toBe('passes');
    expect(judge([])).toBe('PARENT_MISMATCH inReplyTo');
    expect(judge([aRecallRecord({ direction })])).toBe('PARENT_MISMATCH inReplyTo');
    const answered = aRecallRecord({ direction: other, answer: aDocumentId('answer') });
    expect(judge([answered])).toBe('RECALL_ANSWERED');
  });
});

describe('what a filed recall leads to', () => {
  const forward = aDocumentOf('forward');
  const records = [theRequest('OUT'), aHead(forward, thread)];
  const both = aRecall({ items: [request.id, forward.id] });
  const typesOf = ({ drafts }: { drafts: readonly { typ: string }[] }) =>
    drafts.map(({ typ }) => typ);

  it('marks each document, and withholds an own forward once', () => {
    const ours = decideRecall(itemOf(both, 'OUT'), factsOf({ records }));
    expect(typesOf(ours)).toEqual(['item.recalled', 'item.recalled', 'item.withheld']);
    expect(ours.effect?.withdrawn.items).toEqual([forward.id]);
    const gone = [theRequest('OUT'), aHead(forward, thread, { withdrawnFromUse: true })];
    const again = decideRecall(itemOf(both, 'OUT'), factsOf({ records: gone }));
    expect(typesOf(again)).toEqual(['item.recalled', 'item.recalled']);
    const theirs = decideRecall(itemOf(both, 'IN'), factsOf({ records }));
    expect(theirs.effect?.withdrawn.items).toEqual([]);
    expect(theirs.effect?.filed).toMatchObject({ direction: 'IN', recalling: { act: 'RECALL' } });
  });

  it('withholds what an answer of ours says is complied with', () => {
    const recall = aDocumentId('recall');
    const recalls = (act: 'RECALL' | 'NARROW') => [
      aRecallRecord({ act, direction: 'IN', items: [request.id] }),
    ];
    const answer = aDocumentOf('recall-answer', { inReplyTo: recall });
    const decided = (act: 'RECALL' | 'NARROW', direction: Direction = 'OUT', document = answer) =>
      decideRecallAnswer(itemOf(document, direction), factsOf({ records, recalls: recalls(act) }));
    expect(decided('RECALL').effect?.withdrawn).toMatchObject({ recall, items: [request.id] });
    expect(typesOf(decided('RECALL'))).toEqual(['recall.answered', 'item.withheld']);
    const none = [decided('NARROW'), decided('RECALL', 'IN')];
    const cannot = { outcome: 'CANNOT', reason: 'It stands in an indictment.' } as const;
    none.push(decided('RECALL', 'OUT', { ...answer, body: cannot }));
    for (const one of none) {
      expect(one.effect?.withdrawn.items).toEqual([]);
      expect(typesOf(one)).toEqual(['recall.answered']);
    }
  });
});

describe('narrowings in a row', () => {
  const codes: readonly HandlingCode[] = ['H1', 'H2', 'H3'];
  const narrowings = fc.array(
    fc.record({
      codes: fc.subarray([...codes], { minLength: 1 }),
      restrictions: fc.constantFrom('', 'Only', 'Only you'),
      retentionMonths: fc.integer({ min: 1, max: 12 }),
      tlp: fc.option(fc.constantFrom(...trafficLights), { nil: undefined }),
    }),
    { maxLength: 8 },
  );

  it('are taken only where each is as strict as all before it, and the last word of each member counts', () => {
    fc.assert(
      fc.property(narrowings, (asked) => {
        const words: Record<string, Said> = { [request.id]: request };
        const recalls: RecallRecord[] = [];
        // Computed by hand: the last value of each member; a TLP mark stays until replaced.
        let now: Narrowing = { ...request.handling };
        for (const [i, { tlp, ...rest }] of asked.entries()) {
          const handling: Narrowing = tlp === undefined ? rest : { ...rest, tlp };
          const document = narrowing(handling, `narrowing ${i}`, [request.id]);
          const facts = factsOf({ recalls, records: [theRequest('OUT')], said: words });
          const passes = refused(recallRules, itemOf(document, 'OUT'), facts) === 'passes';
          expect(passes).toBe(laxerMember(now, handling) === undefined);
          if (!passes) continue;
          now = { ...(now.tlp !== undefined && { tlp: now.tlp }), ...handling };
          words[document.id] = document;
          const members = { act: 'NARROW', items: [request.id] } as const;
          recalls.push(aRecallRecord({ document: document.id, ...members }));
          const counted = { recalls, said: (id: DocumentId) => words[id] };
          expect(handlingIn(counted, request.id)).toEqual({ ...request.handling, ...now });
        }
      }),
    );
  });
});
