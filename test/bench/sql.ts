import { asAdmin } from '#store';
import { isOfJourney } from '../instruments/sql/journey-steps.js';
import {
  budgetOf,
  costOf,
  medianCost,
  withTotal,
  type StepCost,
} from '../instruments/sql/sql-budget.js';
import type { StepCounts } from '../instruments/sql/sql-counts.js';
import { SqlTap } from '../instruments/sql/sql-tap.js';
import { columns, figure, type Figure } from './figures.js';
import { pause } from './load.js';
import type { RunningStates } from './running-states.js';
import type { Sender } from './sender.js';
import { Sending, spanOf } from './sending.js';

const reconnectMs = 2_500;
const singles = 9;
// Milliseconds after the OPENED receipt in which its event is logged; a longer time would count polls.
const tailMs = 400;
const windowMs = 8_000;
const warmMs = 2_000;
const most = 64;

interface Measured {
  readonly cost: readonly StepCost[];
  readonly statements: readonly StepCounts[];
  readonly exchanges: number;
  readonly inFlight: number;
  readonly rows: number;
}

interface Counting {
  readonly by: string;
  readonly statements: boolean;
}

export async function sqlFigures(
  running: RunningStates,
  sender: Sender,
  { by, statements }: Counting,
): Promise<Figure[]> {
  const tap = new SqlTap();
  try {
    for (const state of running.states)
      tap.takePlaceOf(running.databaseOf(state).socketDir, state.script.state);
    await running.reconnect();
    await pause(reconnectMs);
    const one = await singly(running, sender, tap);
    const many = await together(running, sender, tap);
    process.stderr.write(`\n${by}: SQL of one exchange\n${tableOf(one, many)}\n`);
    if (statements) process.stderr.write(`\n${statementsOf(one)}\n`);
    return figuresOf(by, one, many);
  } finally {
    await tap.close();
    await pause(reconnectMs);
  }
}

async function singly(running: RunningStates, sender: Sender, tap: SqlTap): Promise<Measured> {
  const each: StepCounts[][] = [];
  const rows = await rowsOf(running);
  await sender.watching(async () => {
    tap.counter.takeCounts();
    for (let n = 0; n < singles; n += 1) {
      await sender.send();
      await sender.settled();
      await pause(tailMs);
      each.push(journeyIn(tap));
    }
  });
  return {
    ...{ exchanges: singles, inFlight: 1, statements: each.flat() },
    cost: withTotal(medianCost(each.map((one) => costOf(one, 1)))),
    rows: ((await rowsOf(running)) - rows) / singles,
  };
}

async function together(running: RunningStates, sender: Sender, tap: SqlTap): Promise<Measured> {
  const [opened, rows] = [sender.opened.size, await rowsOf(running)];
  let inFlight = NaN;
  await sender.watching(async () => {
    tap.counter.takeCounts();
    const load = Sending.keepUnderway(sender, most);
    await load.during(warmMs);
    ({ inFlight } = await spanOf(sender, () => load.during(windowMs)));
    await load.end();
  });
  const [statements, exchanges] = [journeyIn(tap), sender.opened.size - opened];
  return {
    ...{ exchanges, inFlight, statements, cost: withTotal(costOf(statements, exchanges)) },
    rows: ((await rowsOf(running)) - rows) / exchanges,
  };
}

const journeyIn = (tap: SqlTap): StepCounts[] =>
  tap.counter.takeCounts().filter(({ service, step }) => service !== 'admin' && isOfJourney(step));

async function rowsOf(running: RunningStates): Promise<number> {
  let rows = 0;
  for (const state of running.states)
    rows += await asAdmin(running.databaseOf(state), async (admin) => {
      await admin.query('select pg_stat_force_next_flush()');
      const [found] = await admin.query<{ rows: number }>(
        `select (tup_inserted + tup_updated + tup_deleted)::float8 as rows
           from pg_stat_database where datname = current_database()`,
      );
      return found?.rows ?? NaN;
    });
  return rows;
}

function tableOf(one: Measured, many: Measured): string {
  const kinds = ['commands', 'transactions', 'notifications', 'rows'] as const;
  const loads = [one, many].map(({ inFlight }) => `${Math.round(inFlight)} in flight`);
  const head = [
    'State, service, step',
    ...loads.flatMap((load) => kinds.map((k) => k + ', ' + load)),
  ];
  const rows = budgetOf(one.cost, many.cost).map((row) => [
    row.name,
    ...[row.one, row.many].flatMap((cost) => kinds.map((kind) => cost[kind].toFixed(2))),
  ]);
  return columns([head, ...rows], 1);
}

const statementsOf = ({ statements, exchanges }: Measured): string =>
  statements
    .flatMap(({ state, service, step, statements: found }) => [
      `${state} ${service} ${step}`,
      ...[...found]
        .sort(([, a], [, b]) => b - a)
        .map(
          ([text, times]) =>
            `  ${(times / exchanges).toFixed(2)}  ${text.replaceAll(/\s+/g, ' ').slice(0, 160)}`,
        ),
    ])
    .join('\n');

function figuresOf(by: string, one: Measured, many: Measured): Figure[] {
  const kinds = ['commands', 'transactions', 'notifications'] as const;
  return (
    [
      ['one in flight', one],
      [`${most} in flight`, many],
    ] as const
  ).flatMap(([load, { cost, rows, inFlight }]) => {
    const total = cost.find(({ name }) => name === 'total');
    return [
      ...kinds.map((kind) =>
        figure(`SQL ${kind} of one exchange, ${load}`, by, '', [total?.[kind] ?? NaN]),
      ),
      figure(`rows written by one exchange, ${load}`, by, '', [rows]),
      figure(`in flight really reached while SQL was counted, ${load}`, by, '', [inFlight]),
    ];
  });
}
