import { type Examined, names, type PackageFacts } from '#package';
import { type HealthSummary, healthSummary } from '../health.js';
import { leafFacts } from './leaf-facts.js';
import type { FaultFact, HealthFact, Members, ServiceFact } from './case-facts.js';

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listed = (value: unknown): readonly Members[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

const count = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;

const time = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : NaN);

const word = (value: unknown): string =>
  typeof value === 'string' && /^[A-Za-z][A-Za-z0-9_-]{0,47}$/.test(value) ? value : 'OTHERS';

const faultIn = ({ code, beats, times }: Members): FaultFact => ({
  code: word(code),
  count: count(times) + count(beats),
});

const serviceIn = (said: Members): ServiceFact => ({
  service: word(said['service']),
  beats: count(said['beats']),
  expected: count(said['expected']),
  starts: count(said['starts']),
  changes: count(said['changes']),
  gapMs: count(said['gapMs']),
  faults: listed(said['faults']).map(faultIn),
  others: count(said['others']),
});

const checked: readonly string[] = ['V02', 'V05', 'V06'];

export function healthFacts(
  { health }: Pick<PackageFacts, 'health'>,
  found: ReadonlyMap<string, readonly { readonly where: string }[]>,
): readonly HealthFact[] | 'INVALID' | null {
  if (health === null) return null;
  const isFound = checked.some((check) =>
    found.get(check)?.some(({ where }) => where === names.health),
  );
  if (health === undefined || isFound) return 'INVALID';
  return health.map(({ index, said }) => ({
    leaf: index,
    ...{ from: time(said?.data['from']), until: time(said?.data['until']) },
    services: listed(said?.data['services']).map(serviceIn),
  }));
}

export function packageHealth(
  { facts, findings }: Pick<Examined, 'facts' | 'findings'>,
  mostMs: number,
): HealthSummary | null {
  const health = facts === undefined ? null : healthFacts(facts, findings);
  if (facts === undefined || health === null || health === 'INVALID') return null;
  const leaves = leafFacts(facts, [...findings.values()].flat());
  return healthSummary(health, { leaves, gatheredAt: facts.record.gatheredAt }, mostMs);
}
