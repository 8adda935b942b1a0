import { figure, median, percentile, type Figure } from './figures.js';
import type { Sustained } from './load.js';

export interface Window {
  readonly warmMs: number;
  readonly windowMs: number;
}

/** Somebody whose exchanges are measured in turn with those of others. */
export interface Contender {
  readonly by: string;
  /** At how many under way at a time it is measured. */
  readonly inFlight: readonly number[];
  /** Milliseconds of each at so many a second. */
  readonly steadily: (perSecond: number, seconds: number) => Promise<readonly number[]>;
  /** Keeps so many under way; counts after `warmMs`, for `windowMs`. */
  readonly sustained: (most: number, window: Window) => Promise<Sustained>;
  /** Further figures, taken when the rounds are over; `top`: the median rate with 64 in flight. */
  readonly afterwards?: (top: number) => Promise<readonly Figure[]>;
  readonly close: () => Promise<void>;
}

export interface Plan extends Window {
  readonly rounds: number;
  readonly perSecond: number;
  readonly steadySeconds: number;
  /** Of the numbers under way only these. */
  readonly inFlight?: readonly number[] | undefined;
}

export const standard: Plan = {
  ...{ rounds: 3, perSecond: 10, steadySeconds: 10 },
  ...{ warmMs: 1_500, windowMs: 6_000 },
};

/** The table puts the others beside it. */
const product = 'two States';

interface Found {
  readonly latencies: (readonly number[])[];
  /** By how many were under way. */
  readonly sustained: Map<number, Sustained[]>;
}

/**
 * In every round each of them takes its turn at every load, one right after the other, so that what else the machine does
 * meets all of them.
 * @returns the figures of each, in the order given
 */
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

/** Figures of a load that only some contenders have. */
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
