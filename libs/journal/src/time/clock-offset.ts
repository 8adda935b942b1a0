export interface ClockReading {
  readonly own: { readonly earliest: Date; readonly latest: Date };
  readonly outside: { readonly earliest: Date; readonly latest: Date };
}

/** Interval (ms) of how far the own clock is ahead; negative values mean behind. */
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

/** Least certain offset, without sign: a slow answer alone never makes a clock wrong. */
export function leastOffset({ lowMs, highMs }: ClockOffset): number {
  if (lowMs > 0) return lowMs;
  return highMs < 0 ? -highMs : 0;
}
