import { describe, expect, it } from '@jest/globals';
import { clockOf, parseOfficerId, parseTimestamp, type Clock, type Timestamp } from '#kernel';
import type { AlertView } from '#capabilities/deadlines/deadlines.contract';
import {
  lifeAtRiskLine,
  lifeAtRiskOf,
  waitingWorkLine,
  waitingWorkOf,
} from '../../health/life-at-risk.js';
import { isPressing, nextStep, termLines, timeWord, waitingLine } from './clock-words.js';
import { plain } from '../../print/fixtures/plain.js';

const time = (minutes: number): Timestamp =>
  parseTimestamp(new Date(Date.UTC(2026, 2, 1, 12, minutes)).toISOString());
const now = new Date(Date.UTC(2026, 2, 1, 12, 40));
const escalated = (minutes: number): AlertView => ({
  alert: 'ESCALATED',
  minutes,
  at: time(minutes),
  dutyOfficers: [parseOfficerId('ben'), parseOfficerId('bob')],
  way: null,
});
const quiet = { dutyOfficers: null, way: null } as const;
const soon = parseTimestamp(new Date(now.getTime() + 31_000).toISOString());
const running: Clock = {
  ...clockOf([], 0),
  state: 'RUNNING',
  startedAt: time(0),
  dueAt: time(480),
  acknowledgeBy: time(15),
};

describe('the time of a thread in a list', () => {
  it.each<[string, Partial<Clock>, AlertView[], string | RegExp]>([
    // For a risk to life the quarter of an hour to take it ends first, not the eight hours to answer.
    ['to be taken', { acknowledgeBy: soon }, [], /^0:31 TO TAKE IN HAND$/],
    ['not taken in time', {}, [], /^LATE 25:00 TO TAKE IN HAND$/],
    ['in time', { acknowledgeBy: null }, [], '7 h 20 min left'],
    [
      'late',
      { dueAt: time(10), acknowledgeBy: null },
      [{ alert: 'EXPIRED', minutes: null, at: time(11), ...quiet }],
      'LATE by 30',
    ],
    ['escalated', {}, [escalated(15), escalated(30)], 'ESCALATED, 30 min'],
    ['not even delivered', { state: 'NOT_STARTED', acknowledgeBy: null }, [escalated(15)], 'ESC'],
    ['not delivered', { state: 'NOT_STARTED', acknowledgeBy: null }, [], /^NOT DELIVERED$/],
    ['in hand since', { acknowledgeBy: null }, [escalated(15)], '7 h 20 min left'],
  ])('%s', (_name, clock, alerts, word) => {
    expect(timeWord({ clock: { ...running, ...clock }, alerts }, now)).toMatch(word);
  });

  it('presses while a life is at risk and nobody has it in hand, or it never came there', () => {
    const row = { state: 'SUBMITTED', priority: 0, clock: running } as const;
    expect(isPressing(row)).toBe(true);
    const away = { ...running, state: 'NOT_STARTED', acknowledgeBy: null } as const;
    expect(isPressing({ ...row, clock: away })).toBe(true);
    expect(isPressing({ ...row, clock: { ...running, acknowledgeBy: null } })).toBe(false);
    expect(isPressing({ ...row, priority: 1 })).toBe(false);
    expect(isPressing({ ...row, state: 'CLOSED' })).toBe(false);
  });

  it('names the next step of whoever has claimed it, with the minutes left', () => {
    const step = (clock: Partial<Clock>) => nextStep('T', { ...running, ...clock }, now);
    expect(step({ acknowledgeBy: soon })).toMatch(
      /^RISK TO LIFE: it counts as in hand only when they are told so, 0:31 min left: liaise inbox ack T/,
    );
    expect(step({})).toMatch('LATE by 25:00');
    expect(step({ acknowledgeBy: null })).toMatch(/inbox ack T; the answer is due in 7 h 20 min$/);
    expect(step({ acknowledgeBy: null, dueAt: time(10) })).toMatch('LATE by 30 min');
    expect(step({ acknowledgeBy: null, dueAt: null })).toMatch(/inbox ack T$/);
  });

  it('is followed by what waits at the whole desk, and by nothing where nothing does', () => {
    expect(waitingLine({ undelivered: 0, unassigned: 0 })).toBeUndefined();
    expect(waitingLine({ undelivered: 2, unassigned: 0 })).toBe('At this desk: 2 NOT DELIVERED.');
    expect(waitingLine({ undelivered: 1_000, unassigned: 1 })).toMatch(
      '1000 or more NOT DELIVERED, 1 IN NOBODY’S HANDS',
    );
  });
});

describe('risks to life in the status of a State', () => {
  it('are told with how long the oldest has waited', () => {
    expect(lifeAtRiskLine(lifeAtRiskOf({ metrics: {} }))).toBe('unknown');
    const say = (escalatedNow: number, undelivered = 0, unassigned = 0): string => {
      const counted = { 'life.undelivered': undelivered, 'life.unassigned': unassigned };
      const metrics = { 'life.escalated': escalatedNow, 'life.oldestSeconds': 2_430, ...counted };
      return lifeAtRiskLine(lifeAtRiskOf({ metrics }));
    };
    expect(say(0)).toMatch(/^no risk to life/);
    expect(say(1)).toMatch(/^1 risk to life was escalated.* for 40 min$/);
    expect(say(2)).toMatch(/^2 risks to life were/);
    // An undelivered request has no holder, and is escalated after a quarter of an hour at the earliest.
    expect(say(0, 1)).toMatch(/^1 of risk to life NOT DELIVERED/);
    expect(say(0, 0, 3)).toMatch(/^3 of risk to life IN NOBODY’S HANDS here$/);
    expect(say(1, 1, 1)).toMatch(/NOT DELIVERED.*; 1 .*HANDS here; 1 risk to life was escalated/);
  });

  it('and what waits of everything, whatever its urgency', () => {
    const say = (undelivered: number, unassigned: number, oldest = 90): string =>
      waitingWorkLine(
        waitingWorkOf({
          metrics: {
            'waiting.undelivered': undelivered,
            'waiting.unassigned': unassigned,
            'waiting.oldestSeconds': oldest,
          },
        }),
      );
    expect(waitingWorkLine(waitingWorkOf({ metrics: {} }))).toBe('unknown');
    expect(say(0, 0)).toBe('everything that left is delivered; no request is in nobody’s hands');
    expect(say(2, 1)).toBe('2 not delivered, the oldest for 1 min; 1 in nobody’s hands');
    expect(say(2, 0, 7)).toMatch('the oldest for 7 s');
  });
});

describe('the term of what was asked for', () => {
  const term = { startedAt: time(0), alarmAt: time(60), endsAt: time(100), extended: false };
  const lines = (of: Partial<typeof term> | null, state: 'ANSWERED' | 'REFUSED' = 'ANSWERED') =>
    termLines({ clock: { ...running, term: of && { ...term, ...of } }, state }, plain(), now);
  const shown = (minutes: number): string => plain().when(time(minutes));

  it('is shown with its end, and whether it was extended', () => {
    expect(lines(null)).toEqual([]);
    expect(lines({})).toEqual([`To be kept until ${shown(100)}, not extended: 1 h 0 min left.`]);
    expect(lines({ extended: true })).toEqual([
      `To be kept until ${shown(100)}, extended once: 1 h 0 min left.`,
    ]);
    expect(lines({ endsAt: time(39) })).toEqual([`Its term ended at ${shown(39)}, not extended.`]);
    expect(lines({}, 'REFUSED')).toEqual([
      `Its term to ${shown(100)} (not extended) counts no more: the request is REFUSED.`,
    ]);
  });
});
