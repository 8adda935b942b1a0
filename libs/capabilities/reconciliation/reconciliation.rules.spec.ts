import { describe, expect, it } from '@jest/globals';
import type { Spans } from '#kernel';
import { maxSpan } from '#wire';
import { follows, isFull, leftOut } from './reconciliation.rules.js';

const spans = (messages: readonly [number, number], receipts = messages): Spans => ({
  messages: { from: messages[0], to: messages[1], blocks: [] },
  receipts: { from: receipts[0], to: receipts[1], blocks: [] },
});
const aPart = (day: string, part: number, phase: 'OPEN' | 'REPORT' | 'SIGNED', to = 5) => ({
  ...{ day, part, phase, own: spans([0, to]), peer: spans([0, 3]) },
});
const [monday, tuesday, wednesday] = ['2026-03-02', '2026-03-03', '2026-03-04'] as const;

describe('the next part that is compared', () => {
  it('is the first one of a day, also of the very first', () => {
    expect(follows(undefined, { day: monday, part: 0 }, monday)).toBe(true);
    expect(follows(undefined, { day: monday, part: 1 }, monday)).toBe(false);
    const signed = aPart(monday, 0, 'SIGNED');
    expect(follows(signed, { day: tuesday, part: 0 }, tuesday)).toBe(true);
    expect(follows(signed, { day: tuesday, part: 1 }, tuesday)).toBe(false);
  });

  it('is of no day to come, and of none before the newest', () => {
    expect(follows(undefined, { day: wednesday, part: 0 }, tuesday)).toBe(false);
    expect(follows(aPart(tuesday, 0, 'SIGNED'), { day: monday, part: 0 }, tuesday)).toBe(false);
  });

  it('follows only what both know; the newest itself may come again', () => {
    const open = aPart(monday, 0, 'OPEN', maxSpan);
    expect(follows(open, { day: monday, part: 0 }, tuesday)).toBe(true);
    expect(follows(open, { day: monday, part: 1 }, tuesday)).toBe(false);
    expect(follows(open, { day: tuesday, part: 0 }, tuesday)).toBe(false);
    expect(follows(aPart(monday, 0, 'REPORT'), { day: tuesday, part: 0 }, tuesday)).toBe(true);
  });

  it('is another one of the same day exactly after a full one', () => {
    const full = aPart(monday, 0, 'SIGNED', maxSpan);
    expect(isFull(full)).toBe(true);
    expect(follows(full, { day: monday, part: 1 }, monday)).toBe(true);
    expect(follows(full, { day: monday, part: 2 }, monday)).toBe(false);
    const partial = aPart(monday, 0, 'SIGNED', maxSpan - 1);
    expect(isFull(partial)).toBe(false);
    expect(follows(partial, { day: monday, part: 1 }, monday)).toBe(false);
  });
});

describe('numbers of a part', () => {
  it('begin where those of the part before ended, and the first ones at 0', () => {
    expect(leftOut(spans([0, 4]), null)).toBeUndefined();
    expect(leftOut(spans([4, 9], [2, 2]), spans([0, 4], [0, 2]))).toBeUndefined();
    expect(leftOut(spans([5, 9], [2, 2]), spans([0, 4], [0, 2]))).toBe('messages.from');
    expect(leftOut(spans([3, 9], [2, 2]), spans([0, 4], [0, 2]))).toBe('messages.from');
    expect(leftOut(spans([4, 9], [3, 3]), spans([0, 4], [0, 2]))).toBe('receipts.from');
    expect(leftOut(spans([0, 4], [1, 1]), null)).toBe('receipts.from');
  });
});
