import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aDocument,
  aDocumentId,
  aDocumentOf,
  aRequestBody,
  bodyOf,
} from '../../../../test/support/builders.js';
import {
  clockAct,
  clockOf,
  firstClock,
  isUntaken,
  type ClockAct,
  type ClockMark,
} from './clock.js';
import { parseTimestamp, type Timestamp } from '../ids.js';
import { evidentialKinds } from '#capabilities/evidence/evidential-kinds.model';
import type { Kind } from '../documents/kind.js';
import { documentKinds, kinds } from '../documents/kinds.js';
import { priorities, type Priority } from '../lists.js';

declare const setZone: (zone: string) => void;

const hour = 3_600_000;
const begin = Date.UTC(2026, 2, 1, 12);
const time = (ms: number): Timestamp => parseTimestamp(new Date(ms).toISOString());
const mark = (label: string, act: ClockAct, hours: number | null): ClockMark => ({
  document: aDocumentId(label),
  deliveredAt: hours === null ? null : time(begin + hours * hour),
  act,
});
const start = mark('request', { act: 'START' }, 0);
const stop = (hours: number) => mark('answer', { act: 'STOP' }, hours);
const question = (label: string, hours: number) => mark(label, { act: 'PAUSE' }, hours);
const answer = (label: string, hours: number | null) =>
  mark(`${label} answered`, { act: 'RESUME', question: aDocumentId(label) }, hours);
const extend = (label: string, hours: number, until: number) =>
  mark(label, { act: 'EXTEND', until: time(begin + until * hour) }, hours);

const { NORMAL, URGENT, RISK_TO_LIFE } = priorities;

describe('clockOf', () => {
  it.each<[string, Priority, ClockMark[], number]>([
    ['a request', NORMAL, [], 168],
    ['an urgent one', URGENT, [], 8],
    [
      'an urgent one, only to be had from others',
      URGENT,
      [mark('ack', { act: 'INDIRECT' }, 1)],
      72,
    ],
    ['one that is not urgent, from others', NORMAL, [mark('ack', { act: 'INDIRECT' }, 1)], 168],
    ['risk to life', RISK_TO_LIFE, [], 8],
    ['a question for two hours', URGENT, [question('q', 1), answer('q', 3)], 10],
    [
      'two questions',
      URGENT,
      [question('q', 1), answer('q', 3), question('r', 4), answer('r', 7)],
      13,
    ],
    ['a judge asked', URGENT, [extend('delay', 2, 100)], 100],
    [
      'a judge asked twice: the last word counts',
      URGENT,
      [extend('a', 2, 100), extend('b', 3, 50)],
      50,
    ],
    [
      'a judge asked anew in the time announced',
      URGENT,
      [extend('a', 2, 20), extend('b', 20, 50)],
      50,
    ],
    ['a judge asked anew after that', URGENT, [extend('a', 2, 20), extend('b', 20.01, 50)], 20],
    ['a judge asked when it was late', URGENT, [extend('delay', 8.01, 100)], 8],
    ['from others, said in the last moment', URGENT, [mark('ack', { act: 'INDIRECT' }, 8)], 72],
    ['from others, said when it was late', URGENT, [mark('ack', { act: 'INDIRECT' }, 8.01)], 8],
    [
      'a judge asked while a question is open',
      URGENT,
      [question('q', 7), extend('delay', 20, 100), answer('q', 30)],
      100,
    ],
    [
      'a judge asked while a question is open that came too late',
      URGENT,
      [question('q', 9), extend('delay', 10, 100), answer('q', 30)],
      29,
    ],
    ['an announcement earlier than the limit', URGENT, [extend('delay', 2, 5)], 8],
    [
      'an answer to a question that arrived before it, by clocks that differ',
      URGENT,
      [question('q', 3), answer('q', 2)],
      8,
    ],
  ])('%s', (_, priority, marks, hours) => {
    const clock = clockOf([start, ...marks], priority);
    expect(clock.state).toBe('RUNNING');
    expect(clock.dueAt).toBe(time(begin + hours * hour));
  });

  it('has no deadline before the request was delivered', () => {
    const clock = clockOf([mark('request', { act: 'START' }, null)], URGENT);
    expect(clock).toMatchObject({ state: 'NOT_STARTED', limitSeconds: 8 * 3600, dueAt: null });
  });

  it('is none where nothing was asked', () => {
    expect(clockOf([], NORMAL).state).toBe('NONE');
  });

  it('stands still from the question to the answer, both as delivered', () => {
    const asked = [start, question('q', 3), answer('q', null)];
    expect(clockOf(asked, URGENT)).toMatchObject({
      state: 'PAUSED',
      pausedSince: time(begin + 3 * hour),
      remainingSeconds: 5 * 3600,
      dueAt: null,
    });
    const late = clockOf([start, question('q', 9)], URGENT);
    expect(late.remainingSeconds).toBe(-3600);
  });

  it('stops with the answer, and then tells whether it was in time', () => {
    const clock = clockOf([start, stop(9)], URGENT);
    expect(clock).toMatchObject({
      state: 'STOPPED',
      stoppedAt: time(begin + 9 * hour),
      dueAt: time(begin + 8 * hour),
    });
    // An answer ends the clock even while a question is open; the pause does not count.
    expect(clockOf([start, question('q', 1), stop(20)], URGENT)).toMatchObject({
      state: 'STOPPED',
      stoppedAt: time(begin + 20 * hour),
      dueAt: time(begin + 27 * hour),
    });
    // A clarification that crossed the answer does not make it later.
    const crossed = [start, question('q', 1), stop(20), answer('q', 30)];
    expect(clockOf(crossed, URGENT).dueAt).toBe(time(begin + 27 * hour));
  });

  it('can be shown whatever instants a neighbour signed', () => {
    const [first, last] = ['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'] as const;
    const at = (each: ClockMark, text: string): ClockMark => ({
      ...each,
      deliveredAt: parseTimestamp(text),
    });
    const pauses = ['a', 'b', 'c'].flatMap((name) => [
      at(question(name, 0), first),
      at(answer(name, 0), last),
    ]);
    for (const began of [first, last])
      for (const marks of [[], pauses])
        for (const p of [RISK_TO_LIFE, URGENT, NORMAL])
          expect(clockOf([at(start, began), ...marks], p).state).toBe('RUNNING');
  });

  it('gives risk to life fifteen minutes until somebody has it in hand', () => {
    expect(clockOf([start], RISK_TO_LIFE).acknowledgeBy).toBe(time(begin + hour / 4));
    for (const act of ['ACKNOWLEDGE', 'INDIRECT', 'PAUSE', 'STOP'] as const)
      expect(clockOf([start, mark('ack', { act }, 0.1)], RISK_TO_LIFE).acknowledgeBy).toBeNull();
    expect(clockOf([start], URGENT).acknowledgeBy).toBeNull();
  });

  const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2036, 11, 31) });
  const priority = fc.constantFrom<Priority>(RISK_TO_LIFE, URGENT, NORMAL);
  const pauses = fc.array(
    fc.tuple(fc.nat(200 * hour), fc.integer({ min: -100 * hour, max: 100 * hour })),
    {
      maxLength: 6,
    },
  );
  const marksOf = (from: number, spans: readonly (readonly [number, number])[]): ClockMark[] => [
    { ...start, deliveredAt: time(from) },
    ...spans.flatMap(([after, length], i) => [
      { ...question(`q${i}`, 0), deliveredAt: time(from + after) },
      { ...answer(`q${i}`, 0), deliveredAt: time(from + after + length) },
    ]),
  ];

  it('is the same in whatever order the two sides learnt of it', () => {
    fc.assert(
      fc.property(
        instant,
        pauses,
        priority,
        fc.infiniteStream(fc.nat()),
        (from, spans, p, order) => {
          const marks = marksOf(from, spans);
          const keys = marks.map((each) => [order.next().value as number, each] as const);
          const other = [...keys].sort(([a], [b]) => a - b).map(([, each]) => each);
          expect(clockOf(other, p)).toEqual(clockOf(marks, p));
        },
      ),
    );
  });

  it('an auditor who adds up the pauses finds the same instant', () => {
    fc.assert(
      fc.property(instant, pauses, priority, (from, spans, p) => {
        const paused = spans.reduce((sum, [, length]) => sum + Math.max(0, length), 0);
        const limit = (p === NORMAL ? 168 : 8) * hour;
        const { dueAt, limitSeconds } = clockOf(marksOf(from, spans), p);
        expect(dueAt).toBe(time(from + limit + paused));
        expect(limitSeconds).toBe(limit / 1_000);
      }),
    );
  });

  const hours = fc.integer({ min: 1, max: 720 });
  const agreed = fc.tuple(hours, hours, hours).map((three) => {
    const [urgentDirect, urgentIndirect, other] = three.sort((a, b) => a - b);
    return { urgentDirect, urgentIndirect, other };
  });

  it('both sides compute one deadline to the second by whatever limits the request states', () => {
    fc.assert(
      fc.property(
        instant,
        pauses,
        priority,
        agreed,
        fc.boolean(),
        (from, spans, p, limits, late) => {
          const [first, ...rest] = marksOf(from, spans);
          const indirect = mark('ack', { act: 'INDIRECT' }, 0);
          const marks: ClockMark[] = [
            { ...(first ?? start), act: { act: 'START', limits } },
            ...rest,
            ...(late ? [{ ...indirect, deliveredAt: time(from + 1_000) }] : []),
          ];
          const clock = clockOf(marks, p);
          expect(clockOf([...marks].reverse(), p)).toEqual(clock);
          const urgent = late ? limits.urgentIndirect : limits.urgentDirect;
          const limit = p === NORMAL ? limits.other : urgent;
          const paused = spans.reduce((sum, [, length]) => sum + Math.max(0, length), 0);
          expect(clock.dueAt).toBe(time(from + limit * hour + paused));
          expect(clock.limitSeconds).toBe(limit * 3_600);
        },
      ),
    );
  });

  describe.each([
    ['Europe/Paris', Date.UTC(2024, 2, 30, 20), Date.UTC(2024, 9, 26, 20)],
    ['America/St_Johns', Date.UTC(2024, 2, 10, 0), Date.UTC(2024, 10, 3, 0)],
    // A whole calendar day was skipped.
    ['Pacific/Apia', Date.UTC(2011, 11, 30, 4), Date.UTC(2020, 3, 4, 10)],
    ['Africa/Casablanca', Date.UTC(2024, 2, 9, 22), Date.UTC(2024, 3, 13, 22)],
    ['Australia/Lord_Howe', Date.UTC(2024, 3, 6, 10), Date.UTC(2024, 9, 5, 10)],
  ])('in %s', (zone, ...changes) => {
    afterEach(() => setZone('UTC'));
    const offset = (at: number): number => new Date(at).getTimezoneOffset();

    it('as many seconds pass as anywhere', () => {
      setZone(zone);
      // Fails when the time zone is not applied.
      for (const at of changes) expect(offset(at + 168 * hour)).not.toBe(offset(at));
      const leapDays = [Date.UTC(2028, 1, 28, 23, 59, 59), Date.UTC(2026, 11, 31, 23, 59, 59)];
      fc.assert(
        fc.property(instant, priority, (from, p) => {
          const { dueAt, limitSeconds } = clockOf(marksOf(from, []), p);
          expect(Date.parse(dueAt ?? '') - from).toBe((limitSeconds ?? 0) * 1_000);
        }),
        {
          examples: [...changes, ...leapDays].flatMap((from) =>
            [URGENT, NORMAL].map((p): [number, Priority] => [from, p]),
          ),
        },
      );
    });
  });

  it('a question never makes it earlier, an announcement neither', () => {
    fc.assert(
      fc.property(instant, pauses, fc.nat(500), priority, (from, spans, until, p) => {
        const plain = Date.parse(clockOf(marksOf(from, []), p).dueAt ?? '');
        const marks = [
          ...marksOf(from, spans),
          {
            ...extend('e', 1, 0),
            act: { act: 'EXTEND', until: time(from + until * hour) } as const,
          },
        ];
        expect(Date.parse(clockOf(marks, p).dueAt ?? '')).toBeGreaterThanOrEqual(plain);
      }),
    );
  });

  it('takes other limits for a pair of States', () => {
    const limits = { urgentDirect: 4, urgentIndirect: 48, other: 200 };
    const agreed = mark('request', { act: 'START', limits }, 0);
    const indirect = mark('ack', { act: 'INDIRECT' }, 1);
    expect(clockOf([agreed], URGENT).dueAt).toBe(time(begin + 4 * hour));
    expect(clockOf([indirect, agreed], URGENT).dueAt).toBe(time(begin + 48 * hour));
    expect(clockOf([agreed], NORMAL).dueAt).toBe(time(begin + 200 * hour));
  });
});

describe('clockAct', () => {
  it('of each kind of document', () => {
    // Acts defined by a kind itself are tested in its own slice.
    const own = documentKinds.filter((kind) => (kinds[kind] as Kind<unknown>).clock === undefined);
    const found = own.map((kind) => [kind, clockAct(aDocumentOf(kind))?.act ?? null]);
    expect(Object.fromEntries(found)).toEqual({
      request: 'START',
      'spontaneous-information': null,
      acknowledgement: 'ACKNOWLEDGE',
      'clarification-question': 'PAUSE',
      clarification: 'RESUME',
      'delay-notice': 'EXTEND',
      response: 'STOP',
      refusal: 'STOP',
      'transfer-notice': null,
      recall: null,
      correction: null,
      'recall-answer': null,
      forward: null,
      'forward-consent-request': null,
      'forward-consent': null,
      withdrawal: 'STOP',
      feedback: null,
      halt: null,
      resume: null,
      'risk-assessment': null,
      'data-subject-request': null,
      'data-subject-answer': null,
      'data-subject-withdrawal': null,
      ...Object.fromEntries(evidentialKinds.map((kind) => [kind, null])),
    });
  });

  it('only what ends the request stops it, only a judge moves it', () => {
    const partial = aDocumentOf('response', { body: { final: false, information: 'so far' } });
    const part = { ...bodyOf.refusal(), partial: true };
    const delay = { ...bodyOf['delay-notice'](), reason: 'WORKLOAD' } as const;
    for (const document of [partial, aDocumentOf('refusal', { body: part })])
      expect(clockAct(document)).toEqual({ act: 'ACKNOWLEDGE' });
    expect(clockAct(aDocumentOf('delay-notice', { body: delay }))).toBeNull();
    const timeLimits = { urgentDirect: 4, urgentIndirect: 48, other: 200 };
    const stated = aDocument({ body: aRequestBody({ timeLimits }) });
    expect(clockAct(stated)).toEqual({ act: 'START', limits: timeLimits });
    const indirect = aDocumentOf('acknowledgement', { body: { note: '', access: 'INDIRECT' } });
    expect(clockAct(indirect)).toEqual({ act: 'INDIRECT' });
    expect(clockAct(aDocument())).toEqual({ act: 'START' });
  });
});

describe('the clock that ends first', () => {
  const life = (...marks: readonly ClockMark[]) => clockOf(marks, priorities.RISK_TO_LIFE);

  it('is the quarter of an hour of a risk to life, until somebody has it in hand', () => {
    const first = firstClock(life(start));
    expect(first).toEqual({ what: 'TAKE_IN_HAND', at: time(begin + hour / 4) });
    const taken = life(start, mark('ack', { act: 'ACKNOWLEDGE' }, 0.1));
    expect(firstClock(taken)).toEqual({ what: 'ANSWER', at: taken.dueAt });
    expect([isUntaken(life(start)), isUntaken(taken)]).toEqual([true, false]);
  });

  it('is none before it was delivered, and nobody has that in hand', () => {
    const away = life(mark('request', { act: 'START' }, null));
    expect([firstClock(away), isUntaken(away)]).toEqual([null, true]);
  });

  it('is none once it is answered, and while a question waits', () => {
    expect(firstClock(life(start, stop(1)))).toBeNull();
    const asked = life(start, question('question', 0.1));
    expect([firstClock(asked), isUntaken(asked)]).toEqual([null, false]);
  });
});
