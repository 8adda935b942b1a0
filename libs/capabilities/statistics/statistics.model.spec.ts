import fc from 'fast-check';
import { aDocumentId, aDocumentOf } from '../../../test/support/builders.js';
import {
  type ClockAct,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  type StateCode,
  type Timestamp,
  documentKinds,
  refusalGrounds,
} from '#kernel';
import {
  countDifferences,
  countedAct,
  countRequest,
  tally,
  type CountedAct,
  type CountedDocument,
  type KnownRequest,
} from './statistics.model.js';
import type { CountedRequest } from './statistics.contract.js';

const hour = 3_600_000;
const begin = Date.UTC(2026, 11, 31, 20);
const time = (hours: number): Timestamp =>
  parseTimestamp(new Date(begin + hours * hour).toISOString());
const [xa, xb] = ['XA', 'XB'].map(parseStateCode) as [StateCode, StateCode];
const known = (urgent: boolean, label = 'request'): KnownRequest => ({
  request: parseThreadId(aDocumentId(label)),
  side: 'ASKED',
  peer: xa,
  urgent,
  composedAt: time(-1),
});
const said = (label: string, hours: number | null, counts: CountedAct): CountedDocument => ({
  document: aDocumentId(label),
  deliveredAt: hours === null ? null : time(hours),
  counts,
});
const act = (label: string, hours: number | null, does: ClockAct): CountedDocument =>
  said(label, hours, { act: does });
const request = act('request', 0, { act: 'START' });
const answer = (hours: number | null): CountedDocument =>
  said('answer', hours, { act: { act: 'STOP' }, answers: true });
const delay = (until: number, at = 1): CountedDocument =>
  act('delay', at, { act: 'EXTEND', until: time(until) });

describe('what a document counts', () => {
  it('is nothing for kinds that no clock and no statistic knows', () => {
    const counted = documentKinds.filter((kind) => countedAct(aDocumentOf(kind)) !== undefined);
    expect(counted.sort()).toEqual([
      ...['clarification', 'clarification-question', 'delay-notice', 'refusal', 'request'],
      ...['response', 'withdrawal'],
    ]);
  });
});

describe('a counted request', () => {
  it('is answered by the first information that was delivered, be it a part', () => {
    const part = said('part', 3, { answers: true });
    expect(countRequest(known(false), [answer(9), part, request])).toMatchObject({
      deliveredAt: time(0),
      answeredAt: time(3),
      refused: [],
      judicialDelay: false,
    });
    expect(countRequest(known(false), [request, answer(null)]).answeredAt).toBeNull();
  });

  it('has each ground of its refusals once, in the order of the list', () => {
    const refusal = (label: string, ground: CountedAct['ground'], hours: number | null = 2) =>
      said(label, hours, ground === undefined ? {} : { ground });
    const { refused } = countRequest(known(false), [
      request,
      refusal('one', 'NATIONAL_SECURITY'),
      refusal('two', 'NOT_AVAILABLE'),
      refusal('three', 'NATIONAL_SECURITY'),
      refusal('four', 'NOT_AN_OFFENCE', null),
    ]);
    expect(refused).toEqual(['NOT_AVAILABLE', 'NATIONAL_SECURITY']);
  });

  it.each<[string, boolean, CountedDocument[], boolean]>([
    ['none announced, late', true, [answer(20)], false],
    ['announced beyond the limit, and late', true, [delay(48), answer(20)], true],
    ['announced beyond the limit, and open', true, [delay(48)], true],
    ['announced beyond the limit, in time after all', true, [delay(48), answer(7)], false],
    ['announced when it was late already', true, [delay(48, 9), answer(20)], true],
    ['announced within the limit', true, [delay(7), answer(20)], false],
    ['within the limit of one that is not urgent', false, [delay(48), answer(60)], false],
  ])('judicial delay: %s', (_, urgent, documents, expected) => {
    expect(countRequest(known(urgent), [request, ...documents]).judicialDelay).toBe(expected);
  });

  it('judicial delay is against the limits that the request states', () => {
    const limits = { urgentDirect: 4, urgentIndirect: 48, other: 100 };
    const agreed = act('request', 0, { act: 'START', limits });
    for (const [urgent, until] of [
      [true, 7],
      [false, 120],
    ] as const) {
      const counted = (first: CountedDocument): boolean =>
        countRequest(known(urgent), [first, delay(until)]).judicialDelay;
      expect([counted(agreed), counted(request)]).toEqual([true, false]);
    }
  });

  it('is the same in whatever order it was learnt', () => {
    const documents = [request, delay(48), answer(20), said('r', 4, { ground: 'NOT_AVAILABLE' })];
    const once = countRequest(known(true), documents);
    fc.assert(
      fc.property(fc.shuffledSubarray(documents, { minLength: documents.length }), (order) => {
        expect(countRequest(known(true), order)).toEqual(once);
      }),
    );
  });
});

const counted = fc.record({
  urgent: fc.boolean(),
  deliveredAt: fc.option(fc.constantFrom(time(0), time(1))),
  answeredAt: fc.option(fc.constantFrom(time(2), time(3))),
  refused: fc.subarray([...refusalGrounds]),
  judicialDelay: fc.boolean(),
});
const ours = fc
  .array(counted, { maxLength: 12 })
  .map((all) => all.map((each, i): CountedRequest => ({ ...known(false, `r ${i}`), ...each })));
const mirrored = (requests: readonly CountedRequest[]): CountedRequest[] =>
  requests
    .filter(({ deliveredAt }) => deliveredAt !== null)
    .map((each) => ({ ...each, side: 'ASKING', peer: xb }));

describe('two States', () => {
  it('that know the same count the same, what was never delivered aside', () => {
    fc.assert(
      fc.property(ours, (here) => {
        const there = mirrored(here);
        expect(countDifferences(here, there)).toEqual([]);
        const [a] = tally(here);
        const [b] = tally(there);
        if (a === undefined || b === undefined) return;
        expect({ ...b, peer: a.peer, side: a.side, undelivered: 0 }).toEqual({
          ...a,
          undelivered: 0,
        });
        expect(a.requests.urgent + a.requests.other + a.undelivered).toBe(here.length);
      }),
    );
  });

  it('are told every member that differs, and every request that only one has', () => {
    const one = countRequest(known(true, 'one'), [request, answer(3)]);
    const two = countRequest(known(false, 'two'), [request]);
    const [there] = mirrored([one]);
    const other = { ...there, urgent: false, answeredAt: null } as CountedRequest;
    expect(countDifferences([one, two], [other])).toEqual(
      [
        { request: one.request, what: 'urgent', ours: 'true', theirs: 'false' },
        { request: one.request, what: 'answeredAt', ours: time(3), theirs: null },
        { request: two.request, what: 'request', ours: time(0), theirs: null },
      ].sort((a, b) => (a.request < b.request ? -1 : a.request > b.request ? 1 : 0)),
    );
    expect(countDifferences([one], [one])).toMatchObject([{ what: 'side' }]);
  });
});
