import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aDocument,
  aDocumentId,
  aDocumentOf,
  aRequestBody,
  at,
  days,
} from '../../../test/support/builders.js';
import { detailsOf } from '../../../test/support/bodies.js';
import { aThread, refusedBy } from '../../../test/support/case-facts.js';
import type { End, Item } from '#capabilities/capability';
import { extensionRules, termRules } from '#capabilities/deadlines/terms.rules';
import {
  clockAct,
  clockOf,
  dayMs,
  daysAfter,
  documentKinds,
  mayReplyTo,
  nextState,
  openStates,
  parseBody,
  parseDocument,
  priorities,
  requestTypeNames,
  threadStates,
  timestamp,
  type ClockMark,
  type RequestBody,
  type Term,
  type ThreadState,
  type Timestamp,
} from '#kernel';
import { extensionDays, preservationDays } from './preservation.type.js';

const requestType = 'PRESERVATION';
const ends = ['INTAKE', 'SEALING', 'FILING'] as const satisfies readonly End[];
const asked = ends.filter((end) => end !== 'SEALING');
const day = (n: number): Timestamp => at(days(n));
const plus = (time: Timestamp, ms: number): Timestamp => timestamp(new Date(Date.parse(time) + ms));

const bodyUntil = (until: Timestamp): RequestBody =>
  aRequestBody({ requestType, details: { ...(detailsOf(requestType) as object), until } });
const request = (until: Timestamp, retentionMonths = 12) => {
  const document = aDocument({ body: bodyUntil(until) });
  return { ...document, handling: { ...document.handling, retentionMonths } };
};
const judgeRequest = (end: End, document: ReturnType<typeof request>): string =>
  refusedBy(termRules, { document, at: at() }, undefined, end);

describe.each(asked)('the end of a preservation at %s', (end) => {
  it('is after the request and within sixty days, to the millisecond', () => {
    expect(judgeRequest(end, request(day(preservationDays)))).toBe('passes');
    expect(judgeRequest(end, request(plus(at(), 1)))).toBe('passes');
    const refusal = `TERM_INVALID /body/details/until must be after ${at()} and at most 60 days after it`;
    for (const wrong of [at(), plus(day(preservationDays), 1), day(-1)])
      expect(judgeRequest(end, request(wrong))).toBe(refusal);
  });

  it('comes before the file may be erased, also once it is extended', () => {
    expect(judgeRequest(end, request(day(1), 4))).toBe('passes');
    expect(judgeRequest(end, request(day(1), 3))).toBe(
      'TERM_INVALID /handling/retentionMonths must be 4 or more: the file must outlast the term',
    );
  });

  it('is asked of no other type', () => {
    for (const other of requestTypeNames.filter((name) => name !== requestType)) {
      const document = aDocument({ body: aRequestBody({ requestType: other }) });
      expect(judgeRequest(end, document)).toBe('passes');
    }
  });
});

const thread = aThread({ requestType });
const term: Term = { startedAt: at(), alarmAt: day(45), endsAt: day(60), extended: false };
const extension = (until: Timestamp) =>
  aDocumentOf('preservation-extension', { body: { until, reason: 'The court has not decided.' } });
const judgeExtension = (
  end: End,
  until: Timestamp,
  known: { readonly term?: Term; readonly said?: true; readonly at?: Timestamp },
): string => {
  const direction = end === 'FILING' ? 'IN' : 'OUT';
  const item: Item = { document: extension(until), thread, direction, at: known.at ?? day(50) };
  return refusedBy(
    extensionRules,
    item,
    {
      terms: new Map(known.term === undefined ? [] : [[thread.id, known.term]]),
      extended: new Set(known.said === true ? [thread.id] : []),
    },
    end,
  );
};

describe.each(asked)('an extension at %s', (end) => {
  it('is taken until the last instant, for thirty days at most', () => {
    expect(judgeExtension(end, day(90), { term })).toBe('passes');
    expect(judgeExtension(end, day(61), { term, at: term.endsAt })).toBe('passes');
    const bound = `TERM_INVALID /body/until must be after ${day(60)} and at most 30 days after it`;
    for (const wrong of [day(60), day(59), plus(day(90), 1)])
      expect(judgeExtension(end, wrong, { term })).toBe(bound);
  });

  it('is refused a second time, after the end, and before the request has come', () => {
    expect(judgeExtension(end, day(90), { term, said: true })).toBe('TERM_EXTENDED');
    const late = judgeExtension(end, day(90), { term, at: plus(term.endsAt, 1) });
    expect(late).toBe(`TERM_OVER ended at ${term.endsAt}`);
    expect(judgeExtension(end, day(90), {})).toBe(
      'TERM_INVALID the term begins when the request is delivered',
    );
  });
});

describe('at SEALING', () => {
  it('both are filed already, and are not asked again', () => {
    for (const rule of [...termRules, ...extensionRules])
      expect(typeof rule.asks.SEALING).toBe('string');
  });
});

describe('an extension in its thread', () => {
  const while_ = (state: ThreadState, received: boolean): string => {
    try {
      return nextState({ requestType, state }, 'preservation-extension', 'ASKING', received);
    } catch (error) {
      return (error as Error).message;
    }
  };

  it('is said by the State that asks while the data may be kept, and moves nothing', () => {
    for (const state of threadStates) {
      const may = [...openStates, 'ANSWERED'].some((each) => each === state);
      const refused = `TRANSITION_NOT_ALLOWED: preservation-extension while ${state}`;
      expect(while_(state, false)).toBe(may ? state : refused);
      expect(while_(state, true)).toBe(may || state === 'REFUSED' ? state : refused);
    }
  });

  it('is never said by the State that is asked, nor in a thread of another type', () => {
    const say = (type: typeof requestType | 'INFORMATION', by: 'ASKING' | 'ASKED') => () =>
      nextState({ requestType: type, state: 'ANSWERED' }, 'preservation-extension', by, true);
    expect(say(requestType, 'ASKED')).toThrow('TRANSITION_NOT_ALLOWED');
    expect(say('INFORMATION', 'ASKING')).toThrow('is never said in INFORMATION');
  });

  it('replies to the request alone', () => {
    for (const parent of documentKinds) {
      const opens = ['request', 'spontaneous-information', 'forward'].includes(parent);
      expect([parent, mayReplyTo('preservation-extension', parent)]).toEqual([parent, opens]);
    }
  });
});

describe('the term of a preservation', () => {
  const marks = (
    delivered: Timestamp,
    until: Timestamp,
    longer: readonly Timestamp[] = [],
  ): ClockMark[] => {
    const asking = clockAct(request(until));
    if (asking === null) throw new Error('a request begins a clock');
    return [
      { document: aDocumentId('request'), deliveredAt: delivered, act: asking },
      ...longer.map((each, i) => ({
        document: aDocumentId(`extension ${i}`),
        deliveredAt: plus(delivered, (i + 1) * 1_000),
        act: clockAct(extension(each)) ?? asking,
      })),
    ];
  };
  const termOf = (all: readonly ClockMark[]) => clockOf(all, priorities.NORMAL).term;

  it('is in the signed words of both documents', () => {
    expect(termOf(marks(at(), day(60)))).toEqual(term);
    expect(termOf(marks(at(), day(60), [day(80), day(90)]))).toMatchObject({
      ...{ endsAt: day(80), extended: true },
    });
  });

  it('goes on once it is answered', () => {
    const answer: ClockMark = {
      ...{ document: aDocumentId('answer'), deliveredAt: day(2), act: { act: 'STOP' } },
    };
    expect(termOf([...marks(at(), day(60)), answer])).toEqual(term);
  });

  it('counts days of 86,400 seconds, whatever month, leap day or change of clocks lies in it', () => {
    const instants = fc
      .integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) })
      .map((ms) => new Date(ms));
    const delays = fc.integer({ min: 0, max: 59 * dayMs });
    fc.assert(
      fc.property(instants, delays, fc.boolean(), (composed, delay, extended) => {
        const until = daysAfter(composed, preservationDays);
        expect(Date.parse(until) - composed.getTime()).toBe(60 * 86_400_000);
        const longer = daysAfter(new Date(until), extensionDays);
        expect(Date.parse(longer) - composed.getTime()).toBe(90 * 86_400_000);
        const delivered = timestamp(new Date(composed.getTime() + delay));
        const found = termOf(marks(delivered, until, extended ? [longer] : []));
        const endsAt = extended ? longer : until;
        // The end is the signed one; only the warning depends on the time of arrival.
        expect(found).toMatchObject({ endsAt, extended, startedAt: delivered });
        const whole = Date.parse(endsAt) - Date.parse(delivered);
        const warned = Date.parse(found?.alarmAt ?? '') - Date.parse(delivered);
        expect(warned).toBe(Math.floor(whole * 0.75));
        // In any order of the receipts.
        const reversed = marks(delivered, until, extended ? [longer] : []).reverse();
        expect(termOf(reversed)).toEqual(found);
      }),
    );
  });
});

describe('what an officer writes', () => {
  it('is taken as the example says it, and named where it is wrong', () => {
    const body = aRequestBody({ requestType });
    expect(parseBody('request', body)).toBe(body);
    const { holder, ...without } = detailsOf(requestType) as { holder: string };
    expect(holder).not.toBe('');
    const flawed = (details: unknown) => () => parseBody('request', { ...body, details });
    expect(flawed(without)).toThrow(
      "DOCUMENT_INVALID: /details must have required property 'holder'",
    );
    const whole = detailsOf(requestType) as object;
    expect(flawed({ ...whole, until: '2026-02-30T12:00:00.000Z' })).toThrow('/details/until');
    expect(flawed({ ...whole, data: [] })).toThrow('/details/data');
    expect(flawed({ ...whole, more: 1 })).toThrow('DOCUMENT_INVALID');
  });

  it('extends the term to an instant, not to a day', () => {
    const { body } = extension(day(90));
    expect(parseBody('preservation-extension', body)).toBe(body);
    const toADay = { ...body, until: '2026-05-30' };
    expect(() => parseBody('preservation-extension', toADay)).toThrow('DOCUMENT_INVALID: /until');
  });
});

describe('a gateway that does not know the type', () => {
  it('says so, whatever the words of the request are', () => {
    const document = aDocument({
      body: { ...bodyUntil(day(1)), requestType: 'TYPE_OF_TOMORROW' as never },
    });
    expect(() => parseDocument(document)).toThrow('KIND_UNKNOWN: /body/requestType');
    for (const requestTypeNow of ['preservation', '', 7, null])
      expect(() =>
        parseDocument(
          aDocument({ body: { ...bodyUntil(day(1)), requestType: requestTypeNow as never } }),
        ),
      ).toThrow('DOCUMENT_INVALID');
  });
});
