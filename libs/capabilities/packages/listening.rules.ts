import { packageBounds } from './packages.lists.js';

const hourMs = 3_600_000;

/** Times in ms since 1970: since when this service has looked without a gap, and the look now. */
export interface Listening {
  readonly since: number;
  readonly now: number;
}

/** Notes a look. Begins anew after a start or a gap: while this State was off, nobody could reach it. */
export const listeningAt = (before: Listening | undefined, now: number): Listening =>
  before === undefined || Math.abs(now - before.now) > packageBounds.deafMs
    ? { since: now, now }
    : // Also where the clock was turned back a little.
      { since: Math.min(before.since, now), now };

/** Returns whether `hours` have passed since `from`, and this State has listened long enough to hear others. */
export const isOverdue = (from: Date, hours: number, { since, now }: Listening): boolean =>
  now - from.getTime() > hours * hourMs && now - since > packageBounds.chanceMs;

/** Returns since when a step fails on end. Begins anew after a gap, in which nothing was tried. */
export const failingSince = (before: number | undefined, { since, now }: Listening): number =>
  before === undefined || before < since || before > now ? now : before;
