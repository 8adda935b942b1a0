import type { Claimed, QueuedDispatch, Waiting } from '#mailbox';
import type { Tx } from '#store';
import { ClaimInTurn } from './claim-in-turn.js';

const tx = {} as Tx;
const row = (id: number): QueuedDispatch => ({ id }) as QueuedDispatch;

const queue = (fresh: number[], failed: number[]) => {
  const asked: boolean[] = [];
  const claimQueued = (_tx: Tx, _waiting: Waiting, again = false): Promise<Claimed> => {
    asked.push(again);
    const rows = (again ? failed : fresh).slice(0, 2).map(row);
    return Promise.resolve({ rows, more: rows.length === 2 });
  };
  const claims = new ClaimInTurn({ claimQueued });
  const waiting = (): Waiting => ({
    ...{ peers: new Map(), formal: false },
    aside: { codes: new Map(failed.map((id) => [id, 'KEY_MISSING'])), due: failed },
  });
  const next = async (took = true) => {
    const turn = await claims.next(tx, waiting());
    if (took) claims.took(turn);
    return [turn.rows.map(({ id }) => id), turn.more] as const;
  };
  return { asked, next };
};

describe('rows that failed before', () => {
  it('have every second batch, and never one with what is new', async () => {
    const { next } = queue([7, 8, 9], [1, 2, 3]);
    expect(await next()).toEqual([[7, 8], true]);
    expect(await next()).toEqual([[1, 2], true]);
    expect(await next()).toEqual([[7, 8], true]);
  });

  it('are claimed at once when nothing is new, and hold up nothing when none of them can be', async () => {
    expect(await queue([], [1]).next()).toEqual([[1], true]);
    const { next } = queue([7], [1]);
    expect(await next()).toEqual([[7], true]);
    const failed: number[] = [];
    const none = queue([7], failed);
    expect(await none.next()).toEqual([[7], false]);
    expect(await none.next()).toEqual([[7], false]);
    expect(none.asked).toEqual([false, false]);
  });

  it('wait for their turn when the batch before them failed', async () => {
    const { next } = queue([7], [1]);
    expect(await next(false)).toEqual([[7], true]);
    expect(await next(false)).toEqual([[7], true]);
  });
});
