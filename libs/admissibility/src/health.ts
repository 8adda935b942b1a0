import { timestamp, type Timestamp } from '#kernel';
import type { CaseFacts, HealthFact, ServiceFact } from './facts/case-facts.js';

export interface Period {
  readonly from: number;
  readonly until: number;
}

/** Period for which no report shows a sign of life. `leaf`: log leaf of the last report begun by `from`. */
export interface HealthGap extends Period {
  readonly leaf: number | null;
}

const hourMs = 3_600_000;

const firstEvent = ({ leaves, gatheredAt }: Pick<CaseFacts, 'leaves' | 'gatheredAt'>): number =>
  leaves
    .filter(({ state }) => state === 'SHOWN')
    .reduce((first, { at }) => Math.min(first, at), Date.parse(gatheredAt));

/**
 * Period that service reports must cover; starts at the first shown event. Ends at a full hour, at least `slackMs` before
 * `gatheredAt`.
 */
export function healthPeriod(
  facts: Pick<CaseFacts, 'leaves' | 'gatheredAt'>,
  slackMs: number,
): Period {
  const until = Math.floor((Date.parse(facts.gatheredAt) - slackMs) / hourMs) * hourMs;
  return { from: Math.min(firstEvent(facts), until), until };
}

export const healthWithin = (
  health: readonly HealthFact[],
  { from, until }: Period,
): readonly HealthFact[] =>
  health.filter((each) => each.until > from && each.from < until).sort((a, b) => a.from - b.from);

const isSilent = ({ services }: HealthFact): boolean => services.every(({ beats }) => beats === 0);

export const isEventful = ({ beats, faults, others, starts, changes }: ServiceFact): boolean =>
  beats === 0 || faults.length > 0 || others > 0 || starts > 0 || changes > 0;

export function healthGaps(
  health: readonly HealthFact[],
  period: Period,
  mostMs: number,
): readonly HealthGap[] {
  const gaps: HealthGap[] = [];
  const add = (from: number, until: number, leaf: number | null): void => {
    const last = gaps.at(-1);
    if (until <= from) return;
    if (last?.until === from) gaps.splice(-1, 1, { ...last, until });
    else gaps.push({ from, until, leaf });
  };
  let coveredUntil = period.from;
  let leaf: number | null = null;
  for (const each of healthWithin(health, period)) {
    add(coveredUntil, Math.min(each.from, period.until), leaf);
    leaf = each.leaf;
    if (isSilent(each))
      add(Math.max(coveredUntil, each.from), Math.min(each.until, period.until), leaf);
    coveredUntil = Math.max(coveredUntil, each.until);
  }
  add(coveredUntil, period.until, leaf);
  return gaps.filter(({ from, until }) => until - from > mostMs);
}

export const mostSummed = 64;

export interface HealthSummary {
  readonly entries: number;
  readonly services: readonly Omit<ServiceFact, 'faults' | 'others'>[];
  readonly faults: readonly {
    readonly service: string;
    readonly code: string;
    readonly count: number;
  }[];
  readonly gaps: readonly { readonly from: Timestamp; readonly until: Timestamp }[];
  readonly others: number;
}

function added(services: readonly ServiceFact[]): HealthSummary['services'][number] {
  const sum = (of: (each: ServiceFact) => number): number =>
    services.reduce((total, each) => total + of(each), 0);
  return {
    service: services[0]?.service ?? '',
    beats: sum(({ beats }) => beats),
    expected: sum(({ expected }) => expected),
    starts: sum(({ starts }) => starts),
    changes: sum(({ changes }) => changes),
    gapMs: services.reduce((most, { gapMs }) => Math.max(most, gapMs), 0),
  };
}

function faultsOf(services: readonly ServiceFact[]): HealthSummary['faults'] {
  const counts = new Map<string, HealthSummary['faults'][number]>();
  for (const { service, faults } of services)
    for (const { code, count } of faults) {
      const key = `${service} ${code}`;
      counts.set(key, { service, code, count: count + (counts.get(key)?.count ?? 0) });
    }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fault]) => fault);
}

/**
 * Adds up each service's reports, from the first shown event to `gatheredAt`. `gaps`: periods longer than `mostMs` without a
 * sign of life.
 */
export function healthSummary(
  health: readonly HealthFact[],
  facts: Pick<CaseFacts, 'leaves' | 'gatheredAt'>,
  mostMs: number,
): HealthSummary {
  const whole = { from: firstEvent(facts), until: Date.parse(facts.gatheredAt) };
  const within = healthWithin(health, whole);
  const all = within.flatMap(({ services }) => services);
  const names = [...new Set(all.map(({ service }) => service))].sort();
  const faults = faultsOf(all);
  const gaps = healthGaps(health, healthPeriod(facts, mostMs), mostMs);
  const more = all.reduce((sum, { others }) => sum + others, 0);
  return {
    entries: within.length,
    services: names
      .slice(0, mostSummed)
      .map((name) => added(all.filter(({ service }) => service === name))),
    faults: faults.slice(0, mostSummed),
    gaps: gaps.slice(0, mostSummed).map(({ from, until }) => ({
      from: timestamp(new Date(from)),
      until: timestamp(new Date(until)),
    })),
    others: more + Math.max(0, faults.length - mostSummed) + Math.max(0, gaps.length - mostSummed),
  };
}
