import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresCluster } from '#host';
import type { Context } from '../../apps/cli/src/context.js';
import { cast } from '../../apps/cli/src/demo/cast.js';
import { DemoState } from '../../apps/cli/src/demo/demo-state.js';
import { makeNeighbours } from '../../apps/cli/src/demo/neighbours.js';
import { Narrator } from '../../apps/cli/src/demo/narrator.js';
import { claimPorts } from '../../apps/cli/src/demo/ports.js';
import { databaseName } from '../../apps/cli/src/installation/layout.js';
import { Terminal } from '../../apps/cli/src/terminal.js';
import { pause } from './load.js';

const reviveMs = 60_000;

const silent = new Terminal({ write: () => undefined }, { write: () => undefined });
const context: Context = {
  terminal: silent,
  env: {},
  now: () => new Date(),
  readInput: () => Promise.resolve(new Uint8Array()),
  untilAsked: () => Promise.resolve(),
};

/** Two States set up, started and made neighbours by the commands that operators use; every process is a real one. */
export class RunningStates {
  /** Milliseconds until everything of a State was ready, one after the other, each on its first day. */
  readonly firstStarts: number[] = [];

  private constructor(
    private readonly folder: string,
    readonly states: readonly [DemoState, DemoState],
  ) {}

  static async start(): Promise<RunningStates> {
    const folder = mkdtempSync(join(tmpdir(), 'liaise-bench-'));
    // The database runs as a user of its own, who must be able to pass through.
    chmodSync(folder, 0o711);
    const narrator = new Narrator(silent, true);
    const [a, b] = cast;
    const states = [
      new DemoState(a, folder, await claimPorts(), context, narrator),
      new DemoState(b, folder, await claimPorts(), context, narrator),
    ] as const;
    const running = new RunningStates(folder, states);
    try {
      for (const state of states) {
        await state.setUp(state === states[1]);
        liftRateLimit(state.layout.settings);
        const began = performance.now();
        await state.start();
        running.firstStarts.push(performance.now() - began);
        await state.enrolPeople();
      }
      mkdirSync(join(folder, 'ceremony'), { mode: 0o700 });
      await makeNeighbours(states, join(folder, 'ceremony'), context, narrator);
    } catch (error) {
      await running.stop();
      throw error;
    }
    return running;
  }

  /** Of both States, by `XA sealer`. */
  get pids(): Map<string, number> {
    return new Map(
      this.states.flatMap(({ processes, script }) =>
        processes.flatMap(({ name, pid }) =>
          pid === undefined ? [] : [[`${script.state} ${name}`, pid] as const],
        ),
      ),
    );
  }

  /** The database of the State that asks, as its owner. */
  get database() {
    return new PostgresCluster(this.states[0].layout.postgres).admin(databaseName);
  }

  /** Milliseconds until a State that was stopped is ready again. */
  async restart(): Promise<number> {
    const [state] = this.states;
    await state.halt();
    const began = performance.now();
    await state.start();
    return performance.now() - began;
  }

  /** Milliseconds from the kill of a service of a State until all is ready again, with the pause before it is started. */
  async revive(service: string): Promise<number> {
    const [state] = this.states;
    const pid = (): number | undefined => state.processes.find(({ name }) => name === service)?.pid;
    const killed = pid();
    if (killed === undefined) throw new Error(`no process ${service}`);
    const began = performance.now();
    process.kill(killed, 'SIGKILL');
    while (pid() === killed || !state.isReady) {
      if (performance.now() - began > reviveMs) throw new Error(`${service} does not come back`);
      await pause(5);
    }
    return performance.now() - began;
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.states.map((state) => state.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One officer sends here what a whole authority would: the limit of one session must not be what is measured. */
function liftRateLimit(file: string): void {
  const settings = JSON.parse(readFileSync(file, 'utf8')) as { limits?: object };
  settings.limits = { ...settings.limits, requestsPerMinute: 10_000 };
  writeFileSync(file, JSON.stringify(settings, null, 2));
}
