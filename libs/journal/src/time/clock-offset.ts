/** Between which two moments of an outside clock something happened, and between which two of one's own. */
export interface ClockReading {
  readonly own: { readonly earliest: Date; readonly latest: Date };
  readonly outside: { readonly earliest: Date; readonly latest: Date };
}

/** By how much one's own clock is ahead (negative: behind), in milliseconds: somewhere in this interval. */
export interface ClockOffset {
  readonly lowMs: number;
  readonly highMs: number;
}

/** The offset lies in this interval whatever the network did in between. */
export function clockOffset({ own, outside }: ClockReading): ClockOffset {
  return {
    lowMs: own.earliest.getTime() - outside.latest.getTime(),
    highMs: own.latest.getTime() - outside.earliest.getTime(),
  };
}

/** The least offset that is certain, without its sign: a slow answer alone never makes a clock wrong. */
export function leastOffset({ lowMs, highMs }: ClockOffset): number {
  if (lowMs > 0) return lowMs;
  return highMs < 0 ? -highMs : 0;
}
