import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { until, type Installation } from '../support/installation.js';
import type { RunningStates } from '../support/running-states.js';
import { check, checkSeconds, type Verdict } from './checker.js';
import { History } from './history.js';
import { loseWhatTheBrokerHolds } from './killer.js';
import { Load } from './load.js';

export interface Plan {
  readonly name: string;
  readonly faults: (history: History) => Promise<readonly string[]>;
  readonly enough?: (history: History) => boolean;
  readonly patience?: number;
  /** History of an earlier campaign on the same States; checked again. */
  readonly earlier?: History;
}

export interface Outcome {
  readonly verdict: Verdict;
  readonly history: History;
  readonly faults: readonly string[];
  readonly healed: number;
}

/**
 * Runs officers' work during the faults of `plan`, then waits at most `patience` seconds for empty queues (default 90), for
 * attachments (default 30; one second more for each attachment of `earlier`, at most 60 more) and for a quiet log (default 30).
 * Checks both States' documents even if queues are not empty.
 */
export async function campaign(two: RunningStates, plan: Plan): Promise<Outcome> {
  const history = new History();
  const load = new Load(two, history, plan.name);
  let faults: readonly string[] = [];
  await load.start();
  try {
    faults = await plan.faults(history);
    const { enough } = plan;
    if (enough)
      await until('enough of each kind', 240, () => Promise.resolve(enough(history) || undefined));
  } catch (error) {
    // The system may never answer again, so the load is abandoned.
    await load.abandon();
    throw error;
  }
  await load.stop();
  const healing = performance.now();
  await quiet(two, plan.patience ?? 90).catch(() => undefined);
  const healed = Math.round((performance.now() - healing) / 1_000);
  const earlier = plan.earlier ?? new History();
  const whole = history.after(earlier);
  const again = earlier.safe(({ attached }) => attached).length;
  const { patience = checkSeconds } = plan;
  const waits = { files: patience + Math.min(60, again), log: patience };
  const verdict = await check(two, whole, waits);
  return { verdict, history: whole, faults, healed };
}

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

export const brokerWiped = (from: Installation, to: Installation) => (): Promise<void> =>
  loseWhatTheBrokerHolds(from, to, 3);

export function save(two: RunningStates, seed: number, outcome?: Outcome): string {
  const folder = join(tmpdir(), `liaise-faults-failed-${seed}`);
  mkdirSync(folder, { recursive: true });
  const { verdict, faults } = outcome ?? {};
  writeFileSync(join(folder, 'verdict.json'), JSON.stringify({ seed, verdict, faults }, null, 2));
  for (const state of [two.a, two.b])
    writeFileSync(join(folder, `${state.state}.log`), state.logs(5_000));
  return folder;
}
