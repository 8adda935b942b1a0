import { describe, expect, it } from '@jest/globals';
import { parseOfficerId, parseTimestamp, type Timestamp } from '#kernel';
import type { AlertView } from '#capabilities/deadlines/deadlines.contract';
import type { StopView } from '#capabilities/suspensions/suspensions.contract';
import { alertLines, alertWord } from './alert-words.js';
import { plain } from '../../print/fixtures/plain.js';

const time = (minutes: number): Timestamp =>
  parseTimestamp(new Date(Date.UTC(2026, 2, 1, 12, minutes)).toISOString());
const escalated = (minutes: number): AlertView => ({
  alert: 'ESCALATED',
  minutes,
  at: time(minutes),
  dutyOfficers: [parseOfficerId('ben'), parseOfficerId('bob')],
  way: null,
});
const quiet = { dutyOfficers: null, way: null } as const;

describe('what time has led to in a thread', () => {
  it('is said in sentences', () => {
    const expired = { alert: 'EXPIRED', minutes: null, at: time(481), ...quiet } as const;
    const nobody = { ...escalated(30), dutyOfficers: [] };
    const alerts = [escalated(15), nobody, { ...escalated(60), ...quiet }, expired];
    expect(alertLines({ alerts, stop: null }, plain())).toEqual([
      expect.stringMatching(/in hand for 15 minutes; escalated to ben, bob at /),
      expect.stringMatching(/in hand for 30 minutes; escalated to nobody, .* on duty, at /),
      expect.stringMatching(/in hand for 60 minutes; escalated at 2026-03-01 13:00Z/),
      expect.stringMatching(/deadline passed without an answer; recorded at 2026-03-01 20:01Z/),
    ]);
    const beyond = { ...expired, alert: 'GLASS_BROKEN_BEYOND', way: ['XD', 'XC', 'XB'] } as const;
    expect(alertLines({ alerts: [beyond as unknown as AlertView], stop: null }, plain())).toEqual([
      expect.stringMatching(
        /^An officer of XD, .* has broken the glass, as told through XC, XB, at /,
      ),
    ]);
    const owed: AlertView[] = [{ alert: 'RECALL_OWED', minutes: 1_440, at: time(1), ...quiet }];
    const stop = { stop: 'x', raisedBy: 'ana' } as unknown as StopView;
    expect(alertLines({ alerts: owed, stop: null }, plain())).toEqual([
      expect.stringMatching(/no answer for 1 d 0 h; recorded at 2026-03-01 12:01Z\.$/),
    ]);
    const unsaid: AlertView[] = [{ alert: 'RECALL_UNSAID', minutes: null, at: time(1), ...quiet }];
    expect(alertLines({ alerts: unsaid, stop: null }, plain())).toEqual([
      expect.stringMatching(/never came to them, since 2026-03-01 12:01Z.*must be said again/),
    ]);
    const notice: AlertView[] = [{ alert: 'NOTICE_OWED', minutes: 480, at: time(1), ...quiet }];
    expect(alertLines({ alerts: notice, stop: null }, plain())).toEqual([
      expect.stringMatching(/central authority knows did not come for 8 h 0 min; .* 12:01Z/),
    ]);
    expect(alertLines({ alerts: owed, stop }, plain())).toEqual([
      expect.stringMatching(/While the thread is stopped, .* COMPLIED alone, .* INVESTIGATION\.$/),
    ]);
  });
});

describe('alerts in a list', () => {
  it('are a word each, however often; what time has led to so far is said by another', () => {
    const of = (...kinds: AlertView['alert'][]) =>
      alertWord({ alerts: kinds.map((alert) => ({ ...escalated(15), alert })) });
    expect(of()).toBe('');
    expect(of('ESCALATED', 'RECALL_OWED')).toBe('');
    expect(of('EXPIRED', 'GLASS_BROKEN', 'GLASS_BROKEN', 'GLASS_BROKEN_THERE')).toBe(
      'EXPIRED GLASS BROKEN GLASS BROKEN THERE',
    );
    expect(of('GLASS_BROKEN_BEYOND', 'NOTICE_OWED')).toBe('GLASS BROKEN BEYOND NOTICE LATE');
    expect(of('PACKAGE_UNTOLD')).toBe('RECIPIENT NOT TOLD');
    expect(of('ERASURE_STOPPED')).toBe('NOT ERASED');
  });
});

describe('the term of what was asked for', () => {
  it('warns in a list and in the thread', () => {
    const said = (alert: 'TERM_ENDING' | 'TERM_ENDED') =>
      [{ alert, minutes: null, at: time(60), ...quiet }] as const;
    expect(alertWord({ alerts: said('TERM_ENDING') })).toBe('TERM ENDS SOON');
    expect(alertWord({ alerts: said('TERM_ENDED') })).toBe('TERM ENDED');
    expect(alertLines({ alerts: said('TERM_ENDING'), stop: null }, plain())).toEqual([
      `Three quarters of the term are over; recorded at ${plain().when(time(60))}. What is kept may be lost when it ends.`,
    ]);
    expect(alertLines({ alerts: said('TERM_ENDED'), stop: null }, plain())).toEqual([
      `The term has ended; recorded at ${plain().when(time(60))}.`,
    ]);
  });
});
