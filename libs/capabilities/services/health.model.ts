import { timestamp, type Timestamp } from '#kernel';

export const beatMs = 2_000;
export const hourMs = 3_600_000;

export const mostFaults = 4;
const mostRan = 2;
const mostServices = 7;
/** Maximum bytes about services in one log entry. A leaf holds 4,096 bytes in total. */
const mostBytes = 2_900;

/** Fault of a service. `beats`: number of heartbeats that reported the code; `times`: number of times a failure was recorded. */
export type Fault =
  | { readonly code: string; readonly beats: number }
  | { readonly code: string; readonly times: number };

export interface ServiceHealth {
  readonly service: string;
  readonly instances: number;
  readonly starts: number;
  readonly beats: number;
  readonly expected: number;
  readonly gapMs: number;
  readonly ran: readonly { readonly version: string; readonly config: string }[];
  readonly changes: number;
  readonly faults: readonly Fault[];
  readonly others: number;
}

export interface SystemHealth {
  readonly from: Timestamp;
  readonly until: Timestamp;
  readonly services: readonly ServiceHealth[];
}

type Counts = Readonly<Record<string, number>>;

export interface HourOfService {
  readonly service: string;
  readonly hour: Date;
  readonly beats: number;
  readonly instances: number;
  readonly starts: number;
  readonly changes: number;
  readonly firstBeat: Date | null;
  readonly lastBeat: Date | null;
  readonly gapMs: number;
  readonly ran: readonly string[];
  readonly said: Counts;
  readonly noted: Counts;
}

export type KnownServices = readonly { readonly service: string; readonly since: Date }[];

interface Stretch {
  readonly from: Date;
  readonly until: Date;
}

/** Divides a period into stretches: one for each hour in `hours`, and one for each gap before, between or after these hours. */
export function stretchesOf(since: Date, end: Date, hours: readonly Date[]): Stretch[] {
  const stretches: Stretch[] = [];
  let from = since;
  const add = (until: Date): void => {
    if (until > from) stretches.push({ from, until });
    if (until > from) from = until;
  };
  for (const hour of [...hours].sort((a, b) => a.getTime() - b.getTime())) {
    if (hour >= end) break;
    add(hour);
    add(new Date(hour.getTime() + hourMs));
  }
  add(end);
  return stretches;
}

export function healthIn(
  { from, until }: Stretch,
  rows: readonly HourOfService[],
  known: KnownServices,
): SystemHealth {
  const names = new Set([
    ...known.filter(({ since }) => since < until).map(({ service }) => service),
    ...rows.map(({ service }) => service),
  ]);
  const listed = [...names].sort().slice(0, mostServices);
  const services = listed.map((service) => {
    const own = rows.filter((row) => row.service === service);
    return serviceIn({ from, until }, service, own);
  });
  return { from: timestamp(from), until: timestamp(until), services: fitting(services) };
}

const sumOf = (rows: readonly HourOfService[], of: (row: HourOfService) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0);

function serviceIn(
  { from, until }: Stretch,
  service: string,
  rows: readonly HourOfService[],
): ServiceHealth {
  const length = until.getTime() - from.getTime();
  const faults = faultsOf(rows);
  return {
    service,
    instances: sumOf(rows, ({ instances }) => instances),
    starts: sumOf(rows, ({ starts }) => starts),
    beats: sumOf(rows, ({ beats }) => beats),
    expected: Math.floor(length / beatMs),
    gapMs: longestGap({ from, until }, rows),
    ran: ranOf(rows),
    changes: sumOf(rows, ({ changes }) => changes),
    faults: faults.slice(0, mostFaults),
    others: Math.max(0, faults.length - mostFaults),
  };
}

function longestGap({ from, until }: Stretch, rows: readonly HourOfService[]): number {
  const firsts = rows.flatMap(({ firstBeat }) => firstBeat?.getTime() ?? []);
  const lasts = rows.flatMap(({ lastBeat }) => lastBeat?.getTime() ?? []);
  const before = Math.min(until.getTime(), ...firsts) - from.getTime();
  const after = until.getTime() - Math.max(from.getTime(), ...lasts);
  return Math.max(0, before, after, ...rows.map(({ gapMs }) => gapMs));
}

function ranOf(rows: readonly HourOfService[]): ServiceHealth['ran'] {
  const all = rows.flatMap(({ ran }) => ran);
  const newest = [...new Set([...all].reverse())].slice(0, mostRan).reverse();
  return newest.map((text) => {
    const [version = '', config = ''] = text.split(' ');
    return { version: isVersion(version) ? version : '', config: isHash(config) ? config : '' };
  });
}

// Accepts versions as programs write them; other text of a captured service must not enter a leaf.
const isVersion = (version: string): boolean => /^[0-9A-Za-z.+-]{1,32}$/.test(version);
const isHash = (config: string): boolean => /^[0-9a-f]{64}$/.test(config);
const isCode = (code: string): boolean => /^[A-Z][A-Z0-9_]{1,47}$/.test(code);

function faultsOf(rows: readonly HourOfService[]): Fault[] {
  const [said, noted] = [totals(rows.map((row) => row.said)), totals(rows.map((row) => row.noted))];
  const faults: Fault[] = [
    ...[...noted].map(([code, times]) => ({ code, times })),
    ...[...said].map(([code, beats]) => ({ code, beats })),
  ];
  // Recorded failures first, because their alarm lasts a day; then faults by duration.
  return faults.sort((a, b) => rank(b) - rank(a) || (a.code < b.code ? -1 : 1));
}

const rank = (fault: Fault): number => ('times' in fault ? Number.MAX_SAFE_INTEGER : fault.beats);

function totals(counts: readonly Counts[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [code, count] of counts.flatMap((each) => Object.entries(each))) {
    const name = isCode(code) ? code : 'OTHERS';
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return sums;
}

function fitting(services: readonly ServiceHealth[]): readonly ServiceHealth[] {
  for (let most = mostFaults; most > 0; most -= 1) {
    const fewer = services.map(({ faults, others, ...rest }) => ({
      ...rest,
      faults: faults.slice(0, most),
      others: others + Math.max(0, faults.length - most),
    }));
    if (JSON.stringify(fewer).length <= mostBytes) return fewer;
  }
  return services.map(({ faults, others, ...rest }) => {
    return { ...rest, faults: [], others: others + faults.length };
  });
}
