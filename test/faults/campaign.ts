import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { pause, until, type Installation } from '../support/installation.js';
import type { RunningStates } from '../support/running-states.js';
import { Chance } from './chance.js';
import { check, type Verdict } from './checker.js';
import { History } from './history.js';
import { Killer, loseWhatTheBrokerHolds, type Incidents } from './killer.js';
import { Load } from './load.js';

export interface Plan {
  /** Stands in every subject line. */
  readonly name: string;
  readonly seed: number;
  readonly kills: number;
  readonly incidents: Incidents;
  /** The officers go on after the last kill until this holds, so that a slow machine tests as much as a fast one. */
  readonly enough?: (history: History) => boolean;
  /** Seconds until nothing may be on its way any more. */
  readonly patience?: number;
}

export interface Outcome {
  readonly verdict: Verdict;
  readonly history: History;
  readonly killed: readonly string[];
  /** Seconds from the last fault until the queue was empty. */
  readonly healed: number;
}

/** Officers submit, processes die, things get lost; then quiet, then the sets are compared. */
export async function campaign(two: RunningStates, plan: Plan): Promise<Outcome> {
  const history = new History();
  const load = new Load(two, history, plan.name);
  const killer = new Killer(two, new Chance(plan.seed));
  await load.start();
  try {
    await killer.run(plan.kills, plan.incidents);
    const { enough } = plan;
    if (enough)
      await until('enough of each kind', 240, () => Promise.resolve(enough(history) || undefined));
  } finally {
    await load.stop();
  }
  const healing = performance.now();
  await quiet(two, plan.patience ?? 90).catch(() => undefined);
  const healed = Math.round((performance.now() - healing) / 1_000);
  const verdict = await check(two, history);
  return { verdict, history, killed: killer.killed, healed };
}

/** Until the queues of both States are empty and all attachments are there: nothing is on its way any more. */
async function quiet(two: RunningStates, seconds: number): Promise<void> {
  await until('empty queues', seconds, async () => {
    const rows = [...(await underWay(two.a)), ...(await underWay(two.b))];
    return rows.length === 0 ? true : undefined;
  });
}

const underWay = (state: Installation): Promise<object[]> =>
  state.rows(
    `select 1 as one from mailbox.outbox where not statement and state not in ('CLOSED', 'VOID')
     union all select 1 from objects.transfer where direction = 'IN' and state <> 'COMPLETE' limit 1`,
  );

/** The broker of `to` is wiped while it holds messages. */
export const brokerWiped = (from: Installation, to: Installation) => (): Promise<void> =>
  loseWhatTheBrokerHolds(from, to, 3);

/** A State loses its power for some seconds. */
export const powerCut = (state: Installation, seconds: number) => async (): Promise<void> => {
  await state.powerOff();
  await pause(seconds * 1_000);
  await state.up();
};

/** Keeps what a failure needs to be understood. @returns the folder */
export function save(two: RunningStates, { verdict, killed }: Outcome, seed: number): string {
  const folder = join(tmpdir(), `liaise-faults-failed-${seed}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'verdict.json'), JSON.stringify({ seed, verdict, killed }, null, 2));
  for (const state of [two.a, two.b])
    writeFileSync(join(folder, `${state.state}.log`), state.logs(5_000));
  return folder;
}
