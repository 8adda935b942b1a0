import { describe, expect, it } from '@jest/globals';
import { priorities } from '#model';
import { aThreadId } from '../../../test/support/builders.js';
import { LifeInTurn, lifeFirst } from './life-first.js';

const { NORMAL, RISK_TO_LIFE, URGENT } = priorities;
const [a, b, c] = [aThreadId('a'), aThreadId('b'), aThreadId('c')];

describe('a batch that is to be sealed', () => {
  it('is whole where nothing in it is a matter of life', () => {
    const rows = [
      { thread: a, priority: URGENT },
      { thread: b, priority: NORMAL },
    ];
    expect(lifeFirst(rows)).toEqual(rows);
    expect(lifeFirst([])).toEqual([]);
  });

  it('is otherwise that alone, in its order, with all that the same threads have', () => {
    const rows = [
      { thread: a, priority: RISK_TO_LIFE },
      { thread: b, priority: RISK_TO_LIFE },
      { thread: c, priority: URGENT },
      { thread: a, priority: NORMAL },
    ];
    expect(lifeFirst(rows)).toEqual([rows[0], rows[1], rows[3]]);
  });
});

describe('a batch that is to be opened', () => {
  const statement = { statement: true, lane: null };
  const life = { statement: false, lane: RISK_TO_LIFE };
  const others = [
    { statement: false, lane: NORMAL },
    { statement: false, lane: null },
  ];

  it('is whole where nothing in it is known to be a matter of life', () => {
    const turns = new LifeInTurn();
    expect(turns.next([statement, ...others])).toEqual([statement, ...others]);
    expect(turns.next([])).toEqual([]);
  });

  it('is that alone with the statements, in every second batch', () => {
    const turns = new LifeInTurn();
    const rows = [statement, life, ...others];
    expect(turns.next(rows)).toEqual([statement, life]);
    expect(turns.next(rows)).toEqual(rows);
    expect(turns.next(rows)).toEqual([statement, life]);
    expect(turns.next(others)).toEqual(others);
    expect(turns.next([life])).toEqual([life]);
  });
});
