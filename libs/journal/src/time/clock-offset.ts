export interface ClockReading {
  readonly own: { readonly earliest: Date; readonly latest: Date };
  readonly outside: { readonly earliest: Date; readonly latest: Date };
}

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

export function leastOffset({ lowMs, highMs }: ClockOffset): number {
  if (lowMs > 0) return lowMs;
  return highMs < 0 ? -highMs : 0;
}
