import { gates } from './gates.js';
import { deskQuestions, p95 } from './desk-questions.js';
import { columns, median, rounded, type Figure } from './figures.js';

export type Named = readonly [what: string, by?: string];

export interface Goal {
  readonly id: string;
  readonly what: string;
  readonly of: Named;
  readonly over?: readonly Named[];
  readonly unit?: string;
  readonly least?: number;
  readonly most?: number;
  /** Goal is also met if `of` is at most this value. Ratios of tiny values say nothing. */
  readonly unlessBelow?: number;
}

export interface Verdict {
  readonly id: string;
  readonly what: string;
  readonly value?: number;
  readonly unit: string;
  readonly goal: string;
  readonly verdict: 'met' | 'missed' | 'not measured';
}

const states = 'two States';
const mail = 'gpg + SMTP, one way';
const pipeline = 'raw pipeline';
const tools = (what: string): Named[] => ['gpg', 'sq'].map((tool) => [what, tool]);
const rates = (by: string, ...loads: number[]): Named[] =>
  loads.map((load) => [`exchanges, ${load} in flight`, by]);
const wait = (share: string): string => `submit to OPENED receipt at 10/s, ${share}`;
const [busy, busiest] = ['exchanges, 64 in flight', 'CPU of one exchange, 256 in flight'];
const beside = 'submit to OPENED receipt at 10/s in one process, p99';
const stations: readonly [Named, ...Named[]] = [
  ['seal', 'sign+seal'],
  ['open', 'open+verify'],
];

export const goals: readonly Goal[] = [
  {
    ...{ id: 'P1', what: 'exchanges, 64 in flight / fastest of gpg + SMTP' },
    ...{ of: [busy, states], over: rates(mail, 1, 4, 8, 64, 256), least: 6 },
  },
  {
    ...{ id: 'P1', what: 'exchanges, 64 in flight / raw pipeline' },
    ...{ of: [busy, states], over: rates(pipeline, 64), least: 0.4 },
  },
  { id: 'P1', what: busy, of: [busy, states], unit: '1/s', least: 400 },
  {
    ...{ id: 'P2', what: 'wait for the OPENED receipt, p50 / gpg + SMTP, p50' },
    ...{ of: [wait('p50'), states], over: [[wait('p50'), mail]], most: 1.2 },
  },
  { id: 'P2', what: wait('p50'), of: [wait('p50'), states], unit: 'ms', most: 30 },
  { id: 'P2', what: wait('p99'), of: [wait('p99'), states], unit: 'ms', most: 100 },
  ...stations.flatMap(([bare, signed]): Goal[] => [
    {
      ...{ id: 'P3', what: `${bare} / openpgp.js alone` },
      ...{ of: [`${bare} 1 KiB`, '#seal'], over: [[`${bare} 1 KiB`, 'openpgp.js']], least: 0.9 },
    },
    {
      ...{ id: 'P3', what: `${signed} / fastest program` },
      ...{ of: [`${signed} 1 KiB`, '#seal'], over: tools(`${signed} 1 KiB`), least: 4 },
    },
  ]),
  {
    ...{ id: 'P4', what: 'durable custody events / plain rows' },
    ...{ of: ['durable events', 'journal, signed'], least: 0.3 },
    over: [['durable events', 'unnest insert']],
  },
  {
    ...{ id: 'P4', what: 'durable custody events' },
    ...{ of: ['durable events', 'journal, signed'], unit: '1/s', least: 3_000 },
  },
  {
    ...{ id: 'P4', what: 'commit at 200/s, p99', of: ['commit at 200/s, p99', 'journal'] },
    ...{ unit: 'ms', most: 100 },
  },
  ...[100_000, 1_000_000, 10_000_000].map((size): Goal => {
    const what = 'append of one event';
    return {
      ...{ id: 'P5', what: `${what} to ${size} leaves / to 10000` },
      ...{ of: [what, `${size} leaves`], over: [[what, `10000 leaves, beside ${size}`]] },
      most: 1.3,
    };
  }),
  // Each question by itself: beside the slowest, another could grow a hundredfold unnoticed. Answers have equal length
  // at both sizes, or their lines would count as growth.
  ...deskQuestions.flatMap((question): Goal[] => {
    const of = [p95(question), 'desk of 1000000 threads'] as const;
    return [
      {
        ...{ id: 'P5', what: `${question}, 1000000 threads / 10000`, of },
        over: [[p95(question), 'desk of 10000 threads']],
        // A factor of 1.3 for each factor of ten.
        ...{ most: 1.69, unlessBelow: 1 },
      },
      { id: 'P5', what: `${question}, 1000000 threads`, of, unit: 'ms', most: 200 },
    ];
  }),
  {
    ...{ id: 'P10', what: 'exchange with offers / without, p99' },
    ...{ of: [beside, 'with offers'], over: [[beside, 'without offers']], most: 1.05 },
  },
  {
    ...{ id: 'P10', what: 'checkpoint until the neighbour has cosigned it, p99' },
    ...{ of: ['checkpoint until cosigned, p99', states], unit: 'ms', most: 15_000 },
  },
  {
    ...{ id: 'P13', what: 'slowest answer to an auditor' },
    ...{ of: ['slowest answer to an auditor'], unit: 'ms', most: 1_000 },
  },
  {
    ...{ id: 'P14', what: 'package of 1,000 events verified' },
    ...{ of: ['package verified, whole process'], unit: 'ms', most: 10_000 },
  },
  {
    ...{ id: 'P14', what: 'package of 1,000 events gathered and put together in a State' },
    ...{ of: ['package gathered and put together'], unit: 'ms', most: 20_000 },
  },
  {
    ...{ id: 'P14', what: 'package of 1,000 events from a State verified' },
    ...{ of: ['gathered package verified, whole process'], unit: 'ms', most: 10_000 },
  },
  {
    ...{ id: 'P14', what: 'memory of the verifier of that one (200 MB)' },
    ...{ of: ['gathered package verified, memory'], unit: 'MiB', most: 190 },
  },
  {
    ...{ id: 'P14', what: 'memory of the verifier meanwhile (200 MB)' },
    ...{ of: ['package verified, memory'], unit: 'MiB', most: 190 },
  },
  {
    ...{ id: 'P14', what: 'rules over a package of 1,000 events' },
    ...{ of: ['package judged by the rules'], unit: 'ms', most: 2_000 },
  },
  {
    ...{ id: 'P14', what: 'provenance of 1,000 events, compared with its shapes' },
    ...{ of: ['provenance told and compared with its shapes'], unit: 'ms', most: 5_000 },
  },
  {
    ...{ id: 'P6', what: 'attachment of 1 GiB / one openpgp.js stream' },
    ...{
      of: ['the whole way', states],
      over: [['the whole way', 'openpgp.js stream']],
    },
    least: 0.5,
  },
  {
    ...{ id: 'P6', what: 'largest process while it passes (300 MB)' },
    ...{ of: ['memory at its peak'], unit: 'MiB', most: 286 },
  },
  {
    ...{
      id: 'P7',
      what: 'idle memory of a State (700 MB)',
      of: ['idle memory of a State', states],
    },
    ...{ unit: 'MiB', most: 667 },
  },
  {
    ...{ id: 'P7', what: 'idle CPU of a State', of: ['idle CPU of a State', 'idle'] },
    ...{ unit: 'ms/s', most: 20 },
  },
  {
    ...{
      id: 'P7',
      what: 'start of a State, the first',
      of: ['start of a State, the first', states],
    },
    ...{ unit: 'ms', most: 10_000 },
  },
  {
    ...{ id: 'P7', what: 'start of one service', of: ['start of one service', states] },
    ...{ unit: 'ms', most: 1_500 },
  },
  {
    ...{ id: 'P11', what: 'CPU of one exchange, 256 in flight / raw pipeline' },
    ...{ of: [busiest, states], over: [[busiest, pipeline]], most: 3.5 },
  },
  {
    ...{ id: 'P12', what: 'stall of a main loop while 500 MiB pass, p99' },
    ...{ of: ['stall of a main loop, p99', states], unit: 'ms', most: 15 },
  },
  ...['attacks cosigned', 'honest offers not cosigned'].map((what): Goal => {
    return { id: 'P14', what, of: [what, 'sigsum-witness'], unit: '', most: 0 };
  }),
  ...[
    ['packages on which they differ', 'verifier in Go'],
    ['changed packages taken', 'verifier in Go'],
    ['variants refused', 'verifier in Go'],
    ['variants on which they differ', 'verifier in Go'],
    ['withheld values found in variants', 'liaise verify'],
    ['packages judged wrongly', 'verify.sh'],
    ['flipped bits not found', 'liaise verify'],
    ['bits changed by an insider, not found', 'liaise verify'],
    ['bits changed by an insider, found otherwise than the page says', 'liaise verify'],
    ['flipped bits not found', 'verifier in Go'],
  ].map(([what = '', by = '']): Goal => {
    return { id: 'P15', what: `${what}, ${by}`, of: [what, by], unit: '', most: 0 };
  }),
  ...['liaise verify', 'verifier in Go'].map((by): Goal => {
    const what = 'flipped bits found as the table says';
    return { id: 'P15', what: `${what}, ${by}`, of: [what, by], unit: '', least: 0.95 };
  }),
  ...gates,
];

function ratio(one: Figure, other: Figure): number {
  if (one.rounds.length !== other.rounds.length) return one.median / other.median;
  return median(one.rounds.map((value, at) => value / (other.rounds[at] ?? NaN)));
}

export function judge(figures: readonly Figure[], table: readonly Goal[] = goals): Verdict[] {
  const find = ([what, by]: Named): Figure[] =>
    figures.filter((figure) => figure.what === what && figure.by === (by ?? figure.by));
  const largest = (named: readonly Named[]): Figure | undefined =>
    named.flatMap(find).sort((a, b) => b.median - a.median)[0];
  return table.map(({ id, what, of, over, unit = 'x', least, most, unlessBelow }) => {
    const [one, other] = [largest([of]), largest(over ?? [])];
    const bound = least === undefined ? `<= ${most ?? NaN}` : `>= ${least}`;
    const goal = unlessBelow === undefined ? bound : `${bound}, or <= ${unlessBelow} itself`;
    const known = { id, what, unit, goal };
    if (one === undefined || (over !== undefined && other === undefined))
      return { ...known, verdict: 'not measured' };
    const value = other === undefined ? one.median : ratio(one, other);
    const within = least === undefined ? value <= (most ?? NaN) : value >= least;
    const met = within || (unlessBelow !== undefined && one.median <= unlessBelow);
    return { ...known, value: rounded(value), verdict: met ? 'met' : 'missed' };
  });
}

export const exitCode = (verdicts: readonly Verdict[]): 0 | 1 =>
  verdicts.some(({ verdict }) => verdict === 'missed') ? 1 : 0;

export function goalTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ id, what, value, unit, goal, verdict }) => {
    const found = value === undefined ? '' : String(value);
    return [id, what, found, unit, goal, verdict];
  });
  return columns([['goal', 'what', 'value', 'unit', 'wanted', 'verdict'], ...rows], 2);
}
