import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import type { DocumentId } from '#model';
import { pause, until } from '../support/installation.js';
import type { RunningStates } from '../support/running-states.js';
import { Chance } from './chance.js';
import { check, type Verdict } from './checker.js';
import { History } from './history.js';
import { Killer, loseWhatTheBrokerHolds, type Incidents } from './killer.js';
import { Load } from './load.js';

export interface Plan {
  /** Stands in every subject line: on the desks two campaigns must not look like duplicates. */
  readonly name: string;
  readonly seed: number;
  readonly kills: number;
  readonly incidents: Incidents;
  /** Documents of earlier campaigns. */
  readonly others?: ReadonlySet<DocumentId>;
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
  const load = new Load(two, two.a, history, plan.name);
  const killer = new Killer(two, new Chance(plan.seed));
  await load.start();
  try {
    await killer.run(plan.kills, plan.incidents);
  } finally {
    await load.stop();
  }
  const healing = performance.now();
  await quiet(two).catch(() => undefined);
  const healed = Math.round((performance.now() - healing) / 1_000);
  const verdict = await check(two, history, plan.others);
  return { verdict, history, killed: killer.killed, healed };
}

/** Until the queue of the asking State is empty: nothing is on its way any more. */
async function quiet(two: RunningStates): Promise<void> {
  await until('an empty queue', 90, async () => {
    const open = await two.a.rows(
      `select 1 as one from mailbox.outbox where not statement and state not in ('CLOSED', 'VOID') limit 1`,
    );
    return open.length === 0 ? true : undefined;
  });
}

/** The broker of XB is wiped while it holds messages. */
export const brokerWiped = (two: RunningStates) => (): Promise<void> =>
  loseWhatTheBrokerHolds(two.a, two.b, 3);

/** XB loses its power for ten seconds. */
export const peerDown = (two: RunningStates) => async (): Promise<void> => {
  await two.b.powerOff();
  await pause(10_000);
  await two.b.up();
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
