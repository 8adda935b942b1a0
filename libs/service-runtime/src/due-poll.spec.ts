import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Store, Tx } from '#store';
import { DuePoll } from './due-poll.js';
import { dueIf } from '#store';

describe('a look for work', () => {
  let texts: string[];
  let answers: Readonly<Record<string, unknown>>;
  let fails: Error | undefined;
  let reportedErrors: unknown[];
  let poll: DuePoll;
  const asTx = { query: (text: string) => Promise.resolve([answersTo(text)]) };
  const answersTo = (text: string): object => {
    texts.push(text);
    const asked = [...text.matchAll(/\((\w+)\) as "(\d+)"/g)];
    return Object.fromEntries(asked.map(([, sql = '', at = '']) => [at, answers[sql]]));
  };
  const store = {
    transaction: (_: unknown, work: (tx: Tx) => Promise<unknown>) =>
      fails === undefined ? work(asTx as unknown as Tx) : Promise.reject(fails),
  } as unknown as Store;

  beforeEach(() => {
    [texts, answers, fails, reportedErrors] = [[], {}, undefined, []];
    poll = new DuePoll(store, { refresh: () => Promise.resolve() }, (error) =>
      reportedErrors.push(error),
    );
  });
  afterEach(() => poll.stop());

  interface Asked {
    woken: number;
    end: () => void;
  }
  const ask = (sql: string): Asked => {
    const step: Asked = { woken: 0, end: () => undefined };
    step.end = poll.add(dueIf(sql), () => (step.woken += 1));
    return step;
  };
  const look = async (...steps: readonly Asked[]): Promise<number[]> => {
    await poll.stop();
    texts.length = 0;
    for (const step of steps) step.woken = 0;
    await poll.lookForWork();
    return steps.map(({ woken }) => woken);
  };

  it('wakes the steps that have work, by one statement for all', async () => {
    answers = { some: true, none: false };
    expect(await look(ask('some'), ask('none'))).toEqual([1, 0]);
    expect(texts).toEqual(['select (some) as "0", (none) as "1"']);
  });

  it('asks an equal question once and answers it to each', async () => {
    answers = { some: true };
    expect(await look(ask('some'), ask('some'))).toEqual([1, 1]);
    expect(texts).toEqual(['select (some) as "0"']);
  });

  it('has something written in its transaction, and not when it fails', async () => {
    const written: Tx[] = [];
    poll.alongside((tx) => Promise.resolve(void written.push(tx)));
    expect(poll.isAsking).toBe(false);
    const step = ask('none');
    await look(step);
    expect([poll.isAsking, written.at(-1)]).toEqual([true, asTx]);
    const before = written.length;
    fails = new Error('away');
    await expect(poll.lookForWork()).rejects.toBe(fails);
    expect(written).toHaveLength(before);
  });

  it('wakes every step when it fails, and tells why', async () => {
    const steps = [ask('some'), ask('none')];
    await look(...steps);
    fails = new Error('away');
    for (const step of steps) step.woken = 0;
    await expect(poll.lookForWork()).rejects.toBe(fails);
    expect(steps.map(({ woken }) => woken)).toEqual([1, 1]);
  });

  it('looks by itself every second', async () => {
    answers = { some: true };
    const some = ask('some');
    await new Promise((done) => setTimeout(done, 2_300));
    expect(some.woken).toBeGreaterThanOrEqual(2);
    expect(some.woken).toBeLessThanOrEqual(3);
  });

  it('does not ask for a step that has ended', async () => {
    answers = { some: true, more: true };
    const [some, more] = [ask('some'), ask('more')];
    some.end();
    expect(await look(some, more)).toEqual([0, 1]);
  });
});
