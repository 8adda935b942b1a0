import { describe, expect, it } from '@jest/globals';
import { compete, type Contender, type Plan } from './contender.js';
import { figure, table } from './figures.js';
import { goalTable, judge } from './goals.js';

const plan: Plan = { rounds: 3, perSecond: 10, steadySeconds: 1, warmMs: 0, windowMs: 0 };

class Recorded implements Contender {
  readonly inFlight = [64, 256];

  constructor(
    readonly by: string,
    private readonly perSecond: number,
    private readonly turns: string[],
  ) {}

  steadily(perSecond: number): Promise<number[]> {
    this.turns.push(`${this.by} ${perSecond}/s`);
    return Promise.resolve([20, 10, 30]);
  }

  sustained(most: number) {
    this.turns.push(`${this.by} ${most}`);
    return Promise.resolve({ perSecond: this.perSecond, cpuMs: 2 });
  }

  afterwards() {
    return Promise.resolve([figure('start of one service', this.by, 'ms', [900])]);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

describe('contenders', () => {
  const names = ['two States', 'gpg + SMTP, one way', 'raw pipeline'];

  it('take turns in every round, and are compared round by round under the names that the goals wait for', async () => {
    const turns: string[] = [];
    const rates = [600, 60, 1_200];
    const contenders = names.map((by, at) => new Recorded(by, rates[at] ?? 0, turns));
    const found = await compete(contenders, new AbortController().signal, plan);

    const round = ['10/s', '64', '256'].flatMap((load) => names.map((by) => `${by} ${load}`));
    const warm = names.map((by) => `${by} 10/s`);
    expect(turns).toEqual([...warm, ...round, ...round, ...round]);

    const figures = found.flat();
    const verdicts = judge(figures).filter(({ verdict }) => verdict !== 'not measured');
    expect(verdicts.map(({ id, value, verdict }) => [id, value, verdict])).toEqual([
      ['P1', 10, 'met'],
      ['P1', 0.5, 'met'],
      ['P1', 600, 'met'],
      ['P2', 1, 'met'],
      ['P2', 20, 'met'],
      ['P2', 30, 'met'],
      ['P7', 900, 'met'],
      ['P11', 1, 'met'],
      ['exchange', 1, 'met'],
      ['exchange', 20, 'met'],
      ['exchange', 30, 'met'],
    ]);
    expect(goalTable(verdicts).split('\n')).toHaveLength(verdicts.length + 1);
    expect(table(found[1] ?? [], figures)).toMatch(
      /^exchanges, 64 in flight +gpg \+ SMTP, one way +60 +1\/s +0\.1 x two States$/m,
    );
  });

  it('end after the turn in which they are told to', async () => {
    const interrupted = new AbortController();
    const turns: string[] = [];
    const one = new Recorded('two States', 1, turns);
    interrupted.abort(new Error('interrupted'));
    await expect(compete([one], interrupted.signal, plan)).rejects.toThrow('interrupted');
    expect(turns).toEqual(['two States 10/s']);
  });
});
