import { describe, expect, it } from '@jest/globals';
import { PriorityBatch } from './priority-batch.js';

const life = { life: true, light: false };
const light = { life: false, light: true };
const others = [
  { life: false, light: false },
  { life: false, light: false },
];
const take = (turns: PriorityBatch, rows: readonly (typeof life)[]): readonly (typeof life)[] => {
  const turn = turns.next(
    rows,
    (row) => row.life,
    (row) => row.light,
  );
  turns.took(turn);
  return turn.rows;
};

describe('a batch', () => {
  it('is whole where nothing in it is known to be a matter of life', () => {
    const turns = new PriorityBatch();
    expect(take(turns, [light, ...others])).toEqual([light, ...others]);
    expect(take(turns, [])).toEqual([]);
  });

  it('is that alone with what costs little, in every second batch', () => {
    const turns = new PriorityBatch();
    const rows = [light, life, ...others];
    expect(take(turns, rows)).toEqual([light, life]);
    expect(take(turns, rows)).toEqual(rows);
    expect(take(turns, rows)).toEqual([light, life]);
    expect(take(turns, others)).toEqual(others);
    expect(take(turns, [life])).toEqual([life]);
  });

  it('that failed has not had its turn', () => {
    const turns = new PriorityBatch();
    const isLife = (row: typeof life): boolean => row.life;
    for (let n = 0; n < 3; n += 1)
      expect(turns.next([life, ...others], isLife)).toEqual({ alone: true, rows: [life] });
  });
});
