import { describe, expect, it } from '@jest/globals';
import {
  aDocument,
  aDocumentId,
  aDocumentOf,
  aHash,
  anAssessment,
  aRequestWith,
  at,
  days,
} from '../../../test/support/builders.js';
import { anOperation, aThread, refusedBy } from '../../../test/support/case-facts.js';
import { documentKinds, opensThread, requestTypeNames, type Document } from '#kernel';
import type { End, Item } from '#capabilities/capability';
import type { OperationView } from './operations.contract.js';
import { isStep, longestAssessmentHours, mostOpenHalts, openHalts } from './operations.model.js';
import type { HaltMark } from './operations.model.js';
import { firstAssessmentRules, liftingRules, operationRules } from './operations.rules.js';

const thread = aThread({ requestType: 'CONTROLLED_DELIVERY' });
const ends = [
  ['INTAKE', 'OUT'],
  ['SEALING', 'OUT'],
  ['FILING', 'IN'],
] as const;
const before = ends.filter(([end]) => end !== 'SEALING');
type Direction = Item['direction'];

const itemOf = (document: Document, direction: Direction, minutes = 0): Item => ({
  ...{ document, thread, direction, at: at(minutes) },
});
const judge = (end: End, item: Item, view: Partial<OperationView> = {}): string =>
  refusedBy(
    operationRules,
    item,
    {
      operations: new Map([[item.thread.id, anOperation(view)]]),
    },
    end,
  );
const operation = (assessment: object | undefined) =>
  aDocument({ body: aRequestWith('CONTROLLED_DELIVERY', 'assessment', assessment) });
const halt = (name: string, direction: Direction): HaltMark => ({
  ...{ document: aDocumentId(name), kind: 'halt', direction },
  inReplyTo: aDocumentId('request'),
});
const resume = (of: string, direction: Direction): HaltMark => ({
  ...{ document: aDocumentId(`resume ${of} ${direction}`), kind: 'resume', direction },
  inReplyTo: aDocumentId(of),
});
const held = openHalts([halt('stop', 'IN')]);
const elsewhere = [{ halt: aHash('other'), heard: true }];
const notCurrent = 'ASSESSMENT_NOT_CURRENT';

describe.each(ends)('a step of an operation at %s', (end, direction) => {
  it.each(documentKinds.filter((kind) => !opensThread(kind) && kind !== 'resume'))('%s', (kind) => {
    const judged = (view: Partial<OperationView>, minutes = 0) =>
      judge(end, itemOf(aDocumentOf(kind), direction, minutes), view);
    const only = (refusal: string) => (isStep(kind) ? refusal : 'passes');
    expect(judged({})).toBe('passes');
    expect(judged({ halts: held })).toBe(only('THREAD_HALTED'));
    const inAnother = 'THREAD_HALTED in another thread of the operation';
    expect(judged({ elsewhere })).toBe(only(inAnother));
    expect(judged({ assessedUntil: null })).toBe(only(`${notCurrent} none was given`));
    // Exactly at that millisecond, and after it.
    expect(judged({ assessedUntil: at(5) }, 4)).toBe('passes');
    expect(judged({ assessedUntil: at(5) }, 5)).toBe(only(`${notCurrent} expired at ${at(5)}`));
  });

  it('is judged in operations alone, and there also where nothing is known of them', () => {
    for (const requestType of [...requestTypeNames, 'SPONTANEOUS_INFORMATION'] as const) {
      const item = {
        ...itemOf(aDocumentOf('response'), direction),
        thread: aThread({ requestType }),
      };
      const found = judge(end, item, { halts: held, assessedUntil: null });
      const both = /^(CONTROLLED|SURVEILLANCE)/.test(requestType);
      expect([requestType, found]).toEqual([requestType, both ? 'THREAD_HALTED' : 'passes']);
      const unknown = refusedBy(operationRules, item, { operations: new Map() }, end);
      expect(unknown).toBe(both ? `${notCurrent} none was given` : 'passes');
    }
  });

  it('renews an assessment that is over, also while somebody has stopped it', () => {
    const renewal = (validUntil: ReturnType<typeof at>) => {
      const document = aDocumentOf('risk-assessment', { body: anAssessment({ validUntil }) });
      return judge(end, itemOf(document, direction), { assessedUntil: null, halts: held });
    };
    expect(renewal(at(days(3)))).toBe('passes');
    const tooLong = `${notCurrent} holds for more than ${longestAssessmentHours} hours`;
    expect(renewal(at(days(3) + 1))).toBe(tooLong);
    expect(renewal(at())).toBe(`${notCurrent} expired at ${at()}`);
    const document = aDocumentOf('risk-assessment', { body: anAssessment({ validUntil: at() }) });
    const none = { ...itemOf(document, direction), thread: aThread() };
    expect(judge(end, none)).toBe('passes');
  });
});

describe('the request that begins an operation', () => {
  const alone = (document: Document, minutes = 0, end: End = 'FILING') =>
    refusedBy(firstAssessmentRules, { document, at: at(minutes) }, undefined, end);
  const none = { assessedUntil: null };
  const judges: Readonly<Record<End, (document: Document, minutes?: number) => string>> = {
    INTAKE: (document, minutes) => judge('INTAKE', itemOf(document, 'OUT', minutes), none),
    SEALING: (document, minutes) => judge('SEALING', itemOf(document, 'OUT', minutes), none),
    FILING: alone,
  };
  const hours = (n: number) => anAssessment({ validUntil: at(n * 60) });

  it.each(ends.map(([end]) => end))(
    'at %s has an assessment: none, one that is over, or one for too long does not do',
    (end) => {
      const begin = judges[end];
      expect(begin(operation(hours(1)))).toBe('passes');
      expect(begin(operation(hours(longestAssessmentHours)))).toBe('passes');
      const tooLong = anAssessment({ validUntil: at(longestAssessmentHours * 60 + 1) });
      expect(begin(operation(tooLong))).toMatch(`${notCurrent} holds for more`);
      expect(begin(operation(undefined))).toBe(`${notCurrent} none was given`);
      expect(begin(operation(hours(1)), 60)).toBe(`${notCurrent} expired at ${at(60)}`);
      const other = { ...itemOf(aDocument(), 'OUT'), thread: aThread() };
      expect(end === 'FILING' ? begin(aDocument()) : judge(end, other, none)).toBe('passes');
    },
  );

  it('is judged once: with its thread where there is one, by itself where it comes', () => {
    expect(alone(operation(undefined), 0, 'INTAKE')).toBe('passes');
    expect(judge('FILING', itemOf(operation(undefined), 'IN'), none)).toBe('passes');
  });

  it('goes where its own stop-word goes; but nobody else is asked while one holds elsewhere', () => {
    const request = itemOf(operation(anAssessment()), 'OUT');
    for (const end of ['INTAKE', 'SEALING'] as const) {
      expect(judge(end, request, { ...none, halts: held })).toBe('passes');
      expect(judge(end, request, { ...none, elsewhere })).toMatch('THREAD_HALTED');
    }
  });
});

describe.each(before)('a stop-word at %s', (end, direction) => {
  const other = direction === 'OUT' ? 'IN' : 'OUT';
  const say = (document: Document, marks: readonly HaltMark[]) =>
    judge(end, itemOf(document, direction), { halts: openHalts(marks) });

  it('is lifted by each State once, of those that hold', () => {
    const lifting = aDocumentOf('resume', { inReplyTo: aDocumentId('a') });
    const refused = 'TRANSITION_NOT_ALLOWED resume of what this State has lifted';
    for (const by of ['OUT', 'IN'] as const) {
      expect(say(lifting, [halt('a', by)])).toBe('passes');
      expect(say(lifting, [halt('a', by), resume('a', other)])).toBe('passes');
      expect(say(lifting, [halt('a', by), resume('a', direction)])).toBe(refused);
    }
    expect(say(lifting, [])).toBe(refused);
  });

  it('is one of a bounded number of its State; the other may always stop it', () => {
    const many = (by: Direction, count = mostOpenHalts) =>
      Array.from({ length: count }, (_, n) => halt(`${n}`, by));
    const again = aDocumentOf('halt');
    expect(say(again, many(direction))).toMatch('THREAD_HALTED 32 stop-words of this State');
    expect(say(again, many(direction, mostOpenHalts - 1))).toBe('passes');
    expect(say(again, many(other))).toBe('passes');
  });
});

describe('a stop-word and its lifting', () => {
  it('are not judged again at sealing: there they stand in their thread', () => {
    const lifting = aDocumentOf('resume', { inReplyTo: aDocumentId('a') });
    expect(judge('SEALING', itemOf(lifting, 'OUT'))).toBe('passes');
  });

  it('stands alone where the neighbour never heard the stop-word', () => {
    const stop = aDocumentId('a');
    const lifting = aDocumentOf('resume', { inReplyTo: stop });
    const judged = (end: End, direction: Direction, lost: readonly (typeof stop)[]) =>
      refusedBy(liftingRules, itemOf(lifting, direction), { lost: new Set(lost) }, end);
    expect(judged('INTAKE', 'OUT', [])).toBe('passes');
    expect(judged('INTAKE', 'OUT', [aDocumentId('b')])).toBe('passes');
    expect(judged('INTAKE', 'OUT', [stop])).toMatch('TRANSITION_NOT_ALLOWED the stop-word never');
    expect(judged('SEALING', 'OUT', [stop])).toBe('passes');
    expect(judged('FILING', 'IN', [stop])).toBe('passes');
  });
});
