import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { timestamp } from '#kernel';
import {
  keptItems,
  retentionBounds,
  standardStanding,
  succeed,
  type RetentionRule,
  type StandingRule,
} from './retention.schema.js';
import { latestKeep, monthsAfter, scheduleOf, type KeptFile } from './schedule.model.js';

const day = 24 * 3_600_000;
const warning = 14 * day;

const months = fc.integer({ min: 1, max: 12 });
const rules: fc.Arbitrary<RetentionRule> = fc
  .record({
    kept: months,
    noted: months,
    review: fc.integer({ min: 1, max: retentionBounds.mostReview }),
  })
  .map(({ kept, noted, review }) => ({
    basis: 'LAW',
    months: {
      ...(Object.fromEntries(keptItems.map((item) => [item, kept])) as RetentionRule['months']),
      NOTE: noted,
    },
    reviewMonths: review,
  }));

type Happening =
  | { readonly what: 'rule'; readonly rule: RetentionRule; readonly late: number }
  | { readonly what: 'document'; readonly months: number; readonly ends: boolean }
  | { readonly what: 'note' | 'hold' | 'nothing' }
  | { readonly what: 'review'; readonly share: number };

const share = fc.constantFrom(0.01, 0.3, 0.9, 1);
const happenings: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('rule' as const),
      rule: rules,
      late: fc.integer({ min: 0, max: 7 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('document' as const), months, ends: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constantFrom('note' as const, 'nothing' as const) }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('hold' as const) }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('review' as const), share }) },
);
const lives = fc.array(fc.tuple(fc.integer({ min: 0, max: 45 }), happenings), {
  minLength: 4,
  maxLength: 24,
});

class Life {
  now: Date;
  held = false;
  reviews = 0;
  gone: Date | null = null;
  standing: StandingRule;
  file: KeptFile;
  private fact: Date;
  private readonly shown: [Date, Date][] = [];

  constructor(rule: RetentionRule, lastAt: Date) {
    this.now = this.fact = lastAt;
    this.standing = { ...standardStanding, rule };
    this.file = {
      requestType: 'INFORMATION',
      state: 'CLOSED',
      withdrawn: false,
      lastAt,
      signedMonths: null,
      items: ['REQUEST'],
      notedAt: null,
      keptUntil: null,
      keptAt: null,
      keptEraseAt: null,
    };
  }

  get schedule() {
    const { reviewAt, ...rest } = scheduleOf(this.file, this.standing);
    if (reviewAt === null) throw new Error('only an ask about a person has no review');
    return { ...rest, reviewAt };
  }

  private get due(): boolean {
    return this.schedule.reviewAt <= this.now;
  }

  pass(to: Date): void {
    const { eraseAt, reviewAt } = this.schedule;
    const goes = !this.held && eraseAt !== null && eraseAt <= to;
    const end = !goes ? to : eraseAt > this.now ? eraseAt : this.now;
    if (reviewAt <= end) this.shown.push([reviewAt > this.now ? reviewAt : this.now, end]);
    this.now = end;
    if (goes) this.gone = end;
  }

  happens(happening: Happening): void {
    if (happening.what === 'review') {
      if (this.due) this.review(happening.share);
      return;
    }
    if (happening.what === 'rule') this.ruled(happening.rule, happening.late);
    if (happening.what === 'hold') this.held = !this.held;
    if (happening.what === 'note')
      this.file = { ...this.file, notedAt: this.file.notedAt ?? this.now };
    if (happening.what === 'document') this.said(happening.months, happening.ends);
    if (happening.what !== 'nothing') this.fact = this.now;
  }

  private ruled(body: RetentionRule, late: number): void {
    const since = Date.parse(this.standing.since ?? '1970-01-01T00:00:00Z');
    const issuedAt = timestamp(new Date(Math.max(since, this.now.getTime() - late * day)));
    this.standing = succeed(this.standing, { body, issuedAt }, (this.standing.version ?? 0) + 1);
  }

  private said(count: number, ends: boolean): void {
    const signedMonths = Math.min(this.file.signedMonths ?? count, count);
    const state = ends ? 'CLOSED' : 'IN_PROGRESS';
    this.file = { ...this.file, lastAt: this.now, signedMonths, state };
  }

  private review(part: number): void {
    const { eraseAt } = this.schedule;
    const latest = Date.parse(latestKeep(this.now, this.held ? null : eraseAt, this.standing.rule));
    const now = this.now.getTime();
    if (latest <= now) return;
    this.reviews += 1;
    const keptUntil = new Date(now + Math.max(1, Math.floor((latest - now) * part)));
    this.file = { ...this.file, keptUntil, keptAt: this.now, keptEraseAt: eraseAt };
    this.shown.push([this.now, this.now]);
    const { reviewAt } = this.schedule;
    expect(reviewAt.getTime()).toBeGreaterThan(now);
    // The review holds until the last check before the erasure.
    const last =
      eraseAt === null || eraseAt.getTime() - warning <= now
        ? Infinity
        : eraseAt.getTime() - warning;
    expect(reviewAt.getTime()).toBe(Math.min(keptUntil.getTime(), last));
  }

  get seenAt(): number {
    const from = (this.schedule.eraseAt?.getTime() ?? 0) - warning;
    const times = this.shown
      .filter(([, end]) => end.getTime() >= from)
      .map(([start]) => Math.max(start.getTime(), from));
    return Math.min(...times);
  }

  get knownAt(): number {
    const from = (this.schedule.eraseAt?.getTime() ?? 0) - warning;
    return Math.max(from, this.fact.getTime());
  }
}

describe('a file that a review has kept', () => {
  const at = (text: string) => new Date(text);
  const short = (count: number): RetentionRule => ({
    ...standardStanding.rule,
    months: Object.fromEntries(keptItems.map((item) => [item, count])) as RetentionRule['months'],
  });
  const kept: KeptFile = {
    requestType: 'INFORMATION',
    state: 'CLOSED',
    withdrawn: false,
    lastAt: at('2026-01-31T10:00:00Z'),
    signedMonths: null,
    items: ['REQUEST'],
    notedAt: null,
    keptUntil: at('2026-12-20T00:00:00Z'),
    keptAt: at('2026-08-01T00:00:00Z'),
    keptEraseAt: at('2031-01-31T10:00:00Z'),
  };
  const ruled = succeed(
    standardStanding,
    { body: short(2), issuedAt: timestamp(at('2026-09-01T00:00:00Z')) },
    1,
  );

  it('is due at once in the days in which a shorter rule takes nothing, and once decided not again', () => {
    const eraseAt = at('2026-09-15T00:00:00Z');
    expect(scheduleOf(kept, ruled)).toMatchObject({
      eraseAt,
      reviewAt: at('2026-09-01T00:00:00Z'),
    });
    const again = {
      ...kept,
      keptAt: at('2026-09-03T00:00:00Z'),
      keptEraseAt: eraseAt,
      keptUntil: eraseAt,
    };
    expect(scheduleOf(again, ruled).reviewAt).toEqual(eraseAt);
    // Decided in the warning period by an officer who did not yet know the new rule.
    const unknowing = { ...again, keptEraseAt: kept.keptEraseAt };
    expect(scheduleOf(unknowing, ruled).reviewAt).toEqual(at('2026-09-01T00:00:00Z'));
  });

  it('is looked at once more before it goes, and under a hold beyond its day as late as was decided', () => {
    const eraseAt = monthsAfter(kept.lastAt, 12);
    const standing = { ...standardStanding, rule: short(12) };
    const early = { ...kept, keptUntil: eraseAt, keptEraseAt: eraseAt };
    expect(scheduleOf(early, standing).reviewAt).toEqual(new Date(eraseAt.getTime() - warning));
    const held = {
      ...early,
      keptAt: at('2027-03-01T00:00:00Z'),
      keptUntil: at('2027-08-01T00:00:00Z'),
    };
    expect(scheduleOf(held, standing).reviewAt).toEqual(held.keptUntil);
    // For a review without a known erasure day only its end date counts.
    const old = { ...kept, keptAt: null, keptEraseAt: null, keptUntil: at('2026-12-20T00:00:00Z') };
    expect(scheduleOf(old, standing).reviewAt).toEqual(old.keptUntil);
  });

  it('goes by no rule without having stood in the list in its last days, whatever rules, words, notes and holds came', () => {
    let [gone, reviews] = [0, 0];
    const start = fc.date({
      min: at('2024-01-01T00:00:00Z'),
      max: at('2026-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(rules, start, lives, (rule, lastAt, steps) => {
        const life = new Life(rule, lastAt);
        for (const [pause, happening] of steps) {
          life.pass(new Date(life.now.getTime() + pause * day));
          if (life.gone !== null) break;
          life.happens(happening);
        }
        if (life.gone === null) life.pass(new Date(life.now.getTime() + 400 * day));
        reviews += life.reviews;
        if (life.gone === null) return;
        gone += 1;
        expect(life.seenAt).toBeLessThanOrEqual(life.knownAt);
      }),
      { numRuns: 500 },
    );
    expect(Math.min(gone, reviews)).toBeGreaterThan(100);
  });
});
