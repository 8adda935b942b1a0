import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDocument } from '../../../test/support/builders.js';
import {
  keptItems,
  quarantineMonths,
  retentionBounds,
  standardRetention,
  standardStanding,
  succeed,
  type RetentionRule,
  type StandingRule,
} from './retention.schema.js';
import {
  keptItemOf,
  latestKeep,
  monthsAfter,
  scheduleOf as scheduleBy,
  signedMonths,
  type KeptFile,
} from './schedule.model.js';
import { timestamp, documentKinds, endedStates, threadStates } from '#kernel';

const day = 24 * 3_600_000;
const at = (text: string) => new Date(text);
const file = (over: Partial<KeptFile> = {}): KeptFile => ({
  requestType: 'INFORMATION',
  state: 'CLOSED',
  withdrawn: false,
  lastAt: at('2026-01-31T10:00:00Z'),
  signedMonths: 12,
  items: ['REQUEST', 'ANSWER'],
  notedAt: null,
  ...{ keptUntil: null, keptAt: null, keptEraseAt: null },
  ...over,
});

const alone = (rule: RetentionRule): StandingRule => ({ ...standardStanding, rule });
const scheduleOf = (kept: KeptFile, rule: RetentionRule) => scheduleBy(kept, alone(rule));
const chained = (
  first: RetentionRule,
  ...rest: readonly (readonly [string | Date, RetentionRule])[]
): StandingRule =>
  rest.reduce(
    (last, [issued, body], index) =>
      succeed(last, { body, issuedAt: timestamp(new Date(issued)) }, index),
    alone(first),
  );

const dates = fc.date({
  min: at('2020-01-01T00:00:00Z'),
  max: at('2090-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const months = fc.integer({ min: 1, max: retentionBounds.most });
const rules: fc.Arbitrary<RetentionRule> = fc.record({
  basis: fc.constant('LAW'),
  months: fc.record(
    Object.fromEntries(keptItems.map((item) => [item, months])) as Record<
      (typeof keptItems)[number],
      typeof months
    >,
  ),
  reviewMonths: fc.integer({ min: 1, max: retentionBounds.mostReview }),
});
const files: fc.Arbitrary<KeptFile> = fc.record({
  requestType: fc.constantFrom('INFORMATION' as const, 'SPONTANEOUS_INFORMATION' as const),
  state: fc.constantFrom(...threadStates),
  withdrawn: fc.boolean(),
  lastAt: dates,
  signedMonths: fc.option(months),
  items: fc.uniqueArray(fc.constantFrom(...keptItems.filter((item) => item !== 'NOTE')), {
    minLength: 1,
  }),
  notedAt: fc.option(dates),
  keptUntil: fc.option(dates),
  keptAt: fc.constant(null),
  keptEraseAt: fc.constant(null),
});

describe('when a file is reviewed and erased', () => {
  it('is reviewed six months after the exchange ended and erased by the stricter of rule and document', () => {
    expect(scheduleOf(file(), standardRetention)).toEqual({
      endedAt: at('2026-01-31T10:00:00Z'),
      eraseAt: at('2027-01-31T10:00:00Z'),
      reviewAt: at('2026-07-31T10:00:00Z'),
    });
    const notes = { ...standardRetention.months, NOTE: 2 };
    const shorter = (notedAt: Date) =>
      scheduleOf(file({ notedAt }), { ...standardRetention, months: notes }).eraseAt;
    expect(shorter(at('2026-01-02T10:00:00Z'))).toEqual(at('2026-03-31T10:00:00Z'));
    // Not at once after an officer wrote a note into an old file.
    expect(shorter(at('2026-06-01T10:00:00Z'))).toEqual(at('2026-08-01T10:00:00Z'));
    expect(shorter(at('2027-01-01T10:00:00Z'))).toEqual(at('2027-01-31T10:00:00Z'));
    expect(scheduleOf(file({ signedMonths: null }), standardRetention).eraseAt).toEqual(
      at('2031-01-31T10:00:00Z'),
    );
  });

  it('an exchange that just stopped is reviewed and not erased; information ends with its last word', () => {
    for (const state of threadStates.filter((each) => !endedStates.includes(each))) {
      expect(scheduleOf(file({ state }), standardRetention)).toMatchObject({
        endedAt: null,
        eraseAt: null,
        reviewAt: at('2026-07-31T10:00:00Z'),
      });
      const schedule = scheduleOf(
        file({ state, requestType: 'SPONTANEOUS_INFORMATION' }),
        standardRetention,
      );
      expect(schedule.eraseAt).toEqual(at('2027-01-31T10:00:00Z'));
    }
  });

  it('a request that was withdrawn goes, also where the neighbour took no withdrawal', () => {
    expect(scheduleOf(file({ state: 'SUBMITTED', withdrawn: true }), standardRetention)).toEqual(
      scheduleOf(file(), standardRetention),
    );
  });

  it('an ask about a person goes with its last word, answered or not, and waits for no review', () => {
    for (const state of ['SUBMITTED', 'ANSWERED'] as const) {
      const ask = file({ state, requestType: 'DATA_SUBJECT_REQUEST', signedMonths: 3 });
      const gone = at('2026-04-30T10:00:00Z');
      expect(scheduleOf(ask, standardRetention)).toEqual({
        ...{ endedAt: at('2026-01-31T10:00:00Z'), eraseAt: gone, reviewAt: null },
      });
    }
    expect(keptItemOf('data-subject-request')).toBe('REQUEST');
    expect(keptItemOf('data-subject-answer')).toBe('ANSWER');
  });

  it('nothing in a file outlives what any item of it, or any document, allows; no review moves that', () => {
    fc.assert(
      fc.property(files, rules, (kept, rule) => {
        const { endedAt, eraseAt } = scheduleOf(kept, rule);
        expect(eraseAt === null).toBe(endedAt === null);
        if (eraseAt === null) return;
        for (const item of kept.items)
          expect(eraseAt.getTime()).toBeLessThanOrEqual(
            monthsAfter(kept.lastAt, rule.months[item]).getTime(),
          );
        if (kept.signedMonths !== null)
          expect(eraseAt.getTime()).toBeLessThanOrEqual(
            monthsAfter(kept.lastAt, kept.signedMonths).getTime(),
          );
        const unreviewed = scheduleOf({ ...kept, keptUntil: null }, rule);
        expect(unreviewed.eraseAt).toEqual(eraseAt);
        if (kept.notedAt === null) return;
        const noted = kept.notedAt > kept.lastAt ? kept.notedAt : kept.lastAt;
        expect(eraseAt.getTime()).toBeLessThanOrEqual(
          monthsAfter(noted, rule.months.NOTE).getTime(),
        );
      }),
    );
  });

  it('a stricter rule never erases or reviews later, and a review is always due at last', () => {
    fc.assert(
      fc.property(files, rules, rules, (kept, one, two) => {
        const stricter: RetentionRule = {
          basis: 'LAW',
          months: Object.fromEntries(
            keptItems.map((item) => [item, Math.min(one.months[item], two.months[item])]),
          ) as RetentionRule['months'],
          reviewMonths: Math.min(one.reviewMonths, two.reviewMonths),
        };
        const [a, b] = [scheduleOf(kept, stricter), scheduleOf(kept, one)];
        if (a.eraseAt !== null)
          expect(a.eraseAt.getTime()).toBeLessThanOrEqual(b.eraseAt?.getTime() ?? 0);
        expect(a.reviewAt?.getTime()).toBeLessThanOrEqual(b.reviewAt?.getTime() ?? 0);
        const bound = Math.max(kept.lastAt.getTime() + 184 * day, kept.keptUntil?.getTime() ?? 0);
        expect(a.reviewAt?.getTime()).toBeLessThanOrEqual(bound);
      }),
    );
  });

  const ofMonths = (count: number): RetentionRule => ({
    ...standardRetention,
    months: Object.fromEntries(keptItems.map((item) => [item, count])) as RetentionRule['months'],
  });

  it('a new rule takes nothing in its first fourteen days that the one before it keeps', () => {
    const old = file({ signedMonths: null });
    const [slip, issued] = [ofMonths(1), '2026-06-01T00:00:00Z'];
    const goes = (standing: StandingRule, kept = old) => scheduleBy(kept, standing).eraseAt;
    const slipped = chained(standardRetention, [issued, slip]);
    expect(scheduleBy(old, slipped)).toMatchObject({
      eraseAt: at('2026-06-15T00:00:00Z'),
      reviewAt: at('2026-06-01T00:00:00Z'),
    });
    // Later files follow the new rule; a mistake corrected in time affects none; repeating a rule delays nothing.
    const young = file({ signedMonths: null, lastAt: at('2026-05-20T00:00:00Z') });
    expect(goes(slipped, young)).toEqual(at('2026-06-20T00:00:00Z'));
    const mended = chained(standardRetention, [issued, slip], ['2026-06-09Z', standardRetention]);
    expect(goes(mended)).toEqual(at('2031-01-31T10:00:00Z'));
    const again = chained(standardRetention, [issued, slip], ['2026-06-09Z', slip]);
    expect(goes(again)).toEqual(at('2026-06-15T00:00:00Z'));
    // Files due under the old rule go on their day within the grace period; a laxer rule keeps them at once.
    const strict = chained(ofMonths(4), [issued, slip]);
    const lastAt = at('2026-02-05T00:00:00Z');
    expect(goes(strict, { ...old, lastAt })).toEqual(at('2026-06-05T00:00:00Z'));
    expect(goes(chained(ofMonths(4), [issued, ofMonths(5)]), { ...old, lastAt })).toEqual(
      at('2026-07-05T00:00:00Z'),
    );
    // The retention that the sender signed is not a rule of this State.
    expect(goes(slipped, { ...old, signedMonths: 2 })).toEqual(at('2026-03-31T10:00:00Z'));
  });

  it('of whatever rules follow each other: nothing goes early by the last alone, and nothing is put off beyond its fourteen days', () => {
    const days = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), rules), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(files, rules, dates, days, (kept, first, start, steps) => {
        let last = start;
        const chain: (readonly [Date, RetentionRule])[] = [];
        for (const [pause, rule] of steps) {
          last = new Date(last.getTime() + pause * day);
          chain.push([last, rule]);
        }
        const unsigned = { ...kept, signedMonths: null };
        const goes = (standing: StandingRule) => scheduleBy(unsigned, standing).eraseAt?.getTime();
        const standing = chained(first, ...chain);
        const own = goes(alone(standing.rule));
        const got = goes(standing);
        if (own === undefined || got === undefined) return;
        const end = last.getTime() + 14 * day;
        expect(got).toBeGreaterThanOrEqual(own);
        expect(got).toBeLessThanOrEqual(Math.max(own, end));
        const former = goes(chained(first, ...chain.slice(0, -1))) ?? 0;
        // A date past under the previous rule is past under both.
        expect(Math.max(got, last.getTime())).toBeGreaterThanOrEqual(Math.min(end, former));
      }),
    );
  });

  it('what was refused at the border is let go of in the same way', () => {
    const slipped = chained(
      ofMonths(6),
      ['2026-06-01T00:00:00Z', ofMonths(1)],
      ['2026-06-10T00:00:00Z', ofMonths(2)],
    );
    const months = (day: string) => quarantineMonths(slipped, at(`2026-06-${day}T00:00:00Z`));
    expect([months('14'), months('15'), months('23'), months('24')]).toEqual([6, 2, 2, 2]);
    expect(quarantineMonths(standardStanding, at('2026-06-01T00:00:00Z'))).toBe(6);
  });

  it('is reviewed before it goes, whoever says how soon: what is needed longer can still be held', () => {
    // The last document of the neighbour states one month, which applies to the whole file.
    expect(scheduleOf(file({ signedMonths: 1 }), standardRetention)).toMatchObject({
      eraseAt: at('2026-02-28T10:00:00Z'),
      reviewAt: at('2026-02-14T10:00:00Z'),
    });
    fc.assert(
      fc.property(files, rules, (kept, rule) => {
        const { eraseAt, reviewAt } = scheduleOf({ ...kept, keptUntil: null }, rule);
        if (eraseAt === null) return;
        expect(eraseAt.getTime() - (reviewAt?.getTime() ?? Infinity)).toBeGreaterThanOrEqual(
          14 * day,
        );
      }),
    );
  });

  it('a note brings nobody’s file to its end sooner than the months that a note is kept', () => {
    fc.assert(
      fc.property(files, rules, dates, (kept, rule, notedAt) => {
        const before = scheduleOf({ ...kept, notedAt: null }, rule).eraseAt;
        const after = scheduleOf({ ...kept, notedAt }, rule).eraseAt;
        if (before === null || after === null) return;
        const ends = Math.min(before.getTime(), monthsAfter(notedAt, rule.months.NOTE).getTime());
        expect(after.getTime()).toBeGreaterThanOrEqual(ends);
      }),
    );
  });

  it('counts months by the calendar: 31 days back into a shorter month, leap days, years', () => {
    expect(monthsAfter(at('2027-08-31T23:59:59Z'), 6)).toEqual(at('2028-02-29T23:59:59Z'));
    expect(monthsAfter(at('2026-08-31T00:00:00Z'), 6)).toEqual(at('2027-02-28T00:00:00Z'));
    expect(monthsAfter(at('2028-02-29T12:00:00Z'), 12)).toEqual(at('2029-02-28T12:00:00Z'));
    fc.assert(
      fc.property(dates, months, (date, count) => {
        const after = monthsAfter(date, count).getTime() - date.getTime();
        expect(after).toBeGreaterThanOrEqual(count * 28 * day);
        expect(after).toBeLessThanOrEqual(count * 31 * day);
      }),
    );
  });

  it('a review keeps a file for the months of the rule at most, and never beyond its erasure', () => {
    const now = at('2026-08-01T00:00:00Z');
    expect(latestKeep(now, null, standardRetention)).toBe('2027-02-01T00:00:00.000Z');
    expect(latestKeep(now, at('2026-12-01T00:00:00Z'), standardRetention)).toBe(
      '2026-12-01T00:00:00.000Z',
    );
  });

  it('every kind of document is an item of a file, and a narrowing counts', () => {
    for (const kind of documentKinds)
      expect(['ATTACHMENT', 'NOTE', 'QUARANTINE']).not.toContain(keptItemOf(kind));
    expect(signedMonths(aDocument())).toBe(aDocument().handling.retentionMonths);
    const handling = { codes: ['H0'], restrictions: '', retentionMonths: 2 } as const;
    const narrowing = aDocument({
      kind: 'recall',
      body: { what: 'NARROW', items: [], reason: 'x', handling } as never,
    } as never);
    expect(signedMonths(narrowing)).toBe(2);
  });
});
