import { figure, median, percentile, type Figure } from './figures.js';
import type { Sustained } from './load.js';

export interface Window {
  readonly warmMs: number;
  readonly windowMs: number;
}

export interface Contender {
  readonly by: string;
  readonly inFlight: readonly number[];
  readonly steadily: (perSecond: number, seconds: number) => Promise<readonly number[]>;
  readonly sustained: (most: number, window: Window) => Promise<Sustained>;
  readonly afterwards?: (top: number) => Promise<readonly Figure[]>;
  readonly close: () => Promise<void>;
}

export interface Plan extends Window {
  readonly rounds: number;
  readonly perSecond: number;
  readonly steadySeconds: number;
  readonly inFlight?: readonly number[] | undefined;
}

export const standard: Plan = {
  ...{ rounds: 3, perSecond: 10, steadySeconds: 10 },
  ...{ warmMs: 1_500, windowMs: 6_000 },
};

const product = 'two States';

interface Found {
  readonly latencies: (readonly number[])[];
  readonly sustained: Map<number, Sustained[]>;
}

export async function compete(
  contenders: readonly Contender[],
  signal: AbortSignal,
  plan: Plan,
): Promise<Figure[][]> {
  const found = contenders.map((contender): readonly [Contender, Found] => [
    contender,
    { latencies: [], sustained: new Map() },
  ]);
  const loads = [...new Set(contenders.flatMap(({ inFlight }) => inFlight))]
    .filter((load) => plan.inFlight?.includes(load) ?? true)
    .sort((a, b) => a - b);
  if (contenders.length === 0) return [];
  for (const contender of contenders) await contender.steadily(plan.perSecond, 3);
  for (let round = 1; round <= plan.rounds; round += 1) {
    process.stderr.write(`bench: round ${round} of ${plan.rounds}\n`);
    for (const [contender, { latencies }] of found) {
      signal.throwIfAborted();
      latencies.push(await contender.steadily(plan.perSecond, plan.steadySeconds));
    }
    for (const load of loads)
      for (const [contender, { sustained }] of found)
        if (contender.inFlight.includes(load)) {
          signal.throwIfAborted();
          const one = await contender.sustained(load, plan);
          sustained.set(load, [...(sustained.get(load) ?? []), one]);
        }
  }
  const all = [];
  for (const [contender, one] of found)
    all.push([
      ...figuresOf(contender.by, one, plan.perSecond),
      ...((await contender.afterwards?.(topRate(one))) ?? []),
    ]);
  return all;
}

const topRate = ({ sustained }: Found): number =>
  median((sustained.get(64) ?? []).map(({ perSecond }) => perSecond));

function optional(
  what: string,
  by: string,
  unit: string,
  values: (number | undefined)[],
): Figure[] {
  const rounds = values.filter((value) => value !== undefined);
  return rounds.length === 0 ? [] : [figure(what, by, unit, rounds)];
}

function figuresOf(by: string, { latencies, sustained }: Found, perSecond: number): Figure[] {
  const beside = by === product ? undefined : product;
  return [
    ...[0.5, 0.95, 0.99].map((share) => {
      const what = `submit to OPENED receipt at ${perSecond}/s, p${share * 100}`;
      const each = latencies.map((one) => percentile(one, share));
      return figure(what, by, 'ms', each, beside);
    }),
    ...[...sustained].flatMap(([most, all]) => {
      const rates = all.map((one) => one.perSecond);
      const cpu = all.map((one) => one.cpuMs);
      return [
        figure(`exchanges, ${most} in flight`, by, '1/s', rates, beside),
        figure(`CPU of one exchange, ${most} in flight`, by, 'ms', cpu, beside),
        ...optional(
          `in flight really reached, ${most} asked for`,
          ...([by, '', all.map((one) => one.inFlight)] as const),
        ),
        ...optional(
          `CPU of the client for one exchange, ${most} in flight`,
          ...([by, 'ms', all.map((one) => one.clientCpuMs)] as const),
        ),
      ];
    }),
  ];
}
