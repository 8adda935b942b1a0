export interface ClockReading {
  readonly own: { readonly earliest: Date; readonly latest: Date };
  readonly outside: { readonly earliest: Date; readonly latest: Date };
}

/** Limits (ms) between which this State's clock differs from an outside clock. Positive when this State's clock is ahead. */
export interface ClockOffset {
  readonly lowMs: number;
  readonly highMs: number;
}

export function clockOffset({ own, outside }: ClockReading): ClockOffset {
  return {
    lowMs: own.earliest.getTime() - outside.latest.getTime(),
    highMs: own.latest.getTime() - outside.earliest.getTime(),
  };
}

/**
 * Smallest offset (ms) that the interval allows, without sign. A slow answer only widens the interval, so a correct clock
 * never looks wrong.
 */
export function leastOffset({ lowMs, highMs }: ClockOffset): number {
  if (lowMs > 0) return lowMs;
  return highMs < 0 ? -highMs : 0;
}
