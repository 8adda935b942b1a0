import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresCluster, repository } from '#runner';
import { asAdmin } from '#store';
import type { Context } from '../../apps/cli/src/context.js';
import type { DemoState } from '../../apps/cli/src/demo/demo-state.js';
import { databaseName } from '../../apps/cli/src/installation/layout.js';
import { loadBuild, type Build } from './builds.js';
import { atTheEnd } from './endings.js';
import { pause } from './load.js';

const reviveMs = 60_000;

export interface Desk {
  readonly profile: string;
  readonly key: string;
}

export class RunningStates {
  readonly firstStarts: number[] = [];
  readonly askers: Desk[] = [];
  readonly #forget: () => void;

  private constructor(
    private readonly folder: string,
    private readonly build: Build,
    private readonly context: Context,
    readonly states: readonly [DemoState, DemoState],
  ) {
    this.#forget = atTheEnd(() => this.#end());
  }

  static async start(askers = 1, buildFolder = repository): Promise<RunningStates> {
    const build = await loadBuild(buildFolder);
    const folder = mkdtempSync(join(tmpdir(), 'liaise-bench-'));
    // The database's user must be able to enter.
    chmodSync(folder, 0o711);
    const context = contextOf(build);
    const narrator = new build.narrator.Narrator(context.terminal, true);
    const [a, b] = build.cast.cast;
    const { DemoState: State } = build.state;
    // No line is cut here: the neighbour connects to the border itself.
    const claim = async () => {
      const ports = await build.ports.claimPorts();
      return { ...ports, line: ports.border };
    };
    const states = [
      new State(a, folder, await claim(), context, narrator),
      new State(b, folder, await claim(), context, narrator),
    ] as const;
    const running = new RunningStates(folder, build, context, states);
    try {
      for (const state of states) {
        await state.setUp(state === states[1]);
        liftRateLimit(state.layout.settings);
        const began = performance.now();
        await state.start();
        running.firstStarts.push(performance.now() - began);
        await state.enrolPeople();
      }
      await running.#enrolAskers(askers);
      mkdirSync(join(folder, 'ceremony'), { mode: 0o700 });
      await build.neighbours.makeNeighbours(states, join(folder, 'ceremony'), context, narrator);
    } catch (error) {
      await running.stop();
      throw error;
    }
    return running;
  }

  get pids(): Map<string, number> {
    return new Map(
      this.states.flatMap(({ processes, script }) =>
        processes.flatMap(({ name, pid }) =>
          pid === undefined ? [] : [[`${script.state} ${name}`, pid] as const],
        ),
      ),
    );
  }

  pidsOf({ script }: DemoState): number[] {
    return [...this.pids].flatMap(([name, pid]) =>
      name.startsWith(`${script.state} `) ? [pid] : [],
    );
  }

  get database() {
    return this.databaseOf(this.states[0]);
  }

  databaseOf({ layout }: DemoState) {
    return new PostgresCluster(layout.postgres).admin(databaseName);
  }

  async reconnect(): Promise<void> {
    for (const state of this.states)
      await asAdmin(this.databaseOf(state), (admin) =>
        admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and usename <> current_user`,
        ),
      );
  }

  async restart(): Promise<number> {
    const [state] = this.states;
    await state.halt();
    const began = performance.now();
    await state.start();
    return performance.now() - began;
  }

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
    this.#forget();
    await this.#end();
  }

  async #end(): Promise<void> {
    await Promise.allSettled(this.states.map((state) => state.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #enrolAskers(count: number): Promise<void> {
    const [state] = this.states;
    const { officer } = state.script.officer;
    this.askers.push({ profile: state.person(officer).profile, key: state.keyOf(officer) });
    while (this.askers.length < count)
      this.askers.push(await this.#enrol(`asker-${this.askers.length}`));
  }

  async #enrol(name: string): Promise<Desk> {
    const [{ script, people, layout, origin }] = this.states;
    const { perform } = this.build.person;
    const { addKey } = this.build.key;
    const { addLogin } = this.build.login;
    const { addOfficer } = this.build.officer;
    const profile = join(this.folder, 'askers', name);
    mkdirSync(profile, { recursive: true, mode: 0o700 });
    const [key, token, grant] = ['key', 'token', 'grant'].map((file) => join(profile, file));
    const [one, two] = script.registrars.map((each) => people.key(`registrar-${each}`));
    if (key === undefined || token === undefined || grant === undefined) throw new Error('no file');
    if (one === undefined || two === undefined) throw new Error('no registrars');
    const run = (add: Parameters<typeof perform>[2], ...args: readonly string[]) =>
      perform((value) => value, this.context, add, args);
    const whom = ['--officer', `${name}@${script.authority}`];
    const at = ['--profile', profile];
    const there = ['--url', origin, '--ca', layout.servicesAuthority];
    await run(addKey, 'key', 'new', ...whom, '--out', key);
    await run(
      addOfficer,
      ...['officer', 'add', '--state', script.state, ...whom, '--cert', `${key}.cert`, ...at],
      ...['--role', script.officer.role, '--token-out', token, '--key', one, '--out', grant],
      '--yes',
    );
    await run(addOfficer, 'officer', 'add', '--cosign', grant, '--key', two, '--yes', ...at);
    await run(addOfficer, 'officer', 'add', '--submit', grant, ...there, ...at);
    const settings = JSON.parse(readFileSync(layout.settings, 'utf8')) as Settings;
    await run(
      addLogin,
      ...['login', ...there, '--root', settings.rootFingerprint, '--state', script.state, ...at],
      ...['--officer', name, '--key', key, '--enrol', token],
    );
    return { profile, key };
  }
}

interface Settings {
  readonly rootFingerprint: string;
}

function contextOf(build: Build): Context {
  const nowhere = { write: () => undefined };
  return {
    terminal: new build.terminal.Terminal(nowhere, nowhere),
    env: {},
    now: () => new Date(),
    readInput: () => Promise.resolve(new Uint8Array()),
    untilAsked: () => Promise.resolve(),
  };
}

function liftRateLimit(file: string): void {
  const settings = JSON.parse(readFileSync(file, 'utf8')) as { limits?: object };
  settings.limits = { ...settings.limits, requestsPerMinute: 10_000 };
  writeFileSync(file, JSON.stringify(settings, null, 2));
}
