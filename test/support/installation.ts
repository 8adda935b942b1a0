import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { Backoff } from '#broker';
import { PostgresCluster, readPidFile } from '#runner';
import { asAdmin, type Admin } from '#store';
import { databaseName, Layout } from '../../apps/cli/src/installation/layout.js';
import { processIdentity } from '../../libs/runner/src/pid-file.js';
import { isHalted, tree } from './programs.js';

export const processes = [
  ...['postgres', 'bus', 'border', 'audit', 'sealer', 'opener', 'exchange', 'requests', 'inbox'],
  'evidence',
  'gateway',
] as const;
export type ProcessName = (typeof processes)[number];

export async function pause(ms: number): Promise<void> {
  await new Promise((done) => setTimeout(done, ms));
}

/**
 * Repeats `ask`, also after an error, until its result is not undefined: each `everyMs` or, without it, less and less often.
 * @throws Error with `what` in the message if this takes longer than `seconds`
 */
export async function until<T>(
  what: string,
  seconds: number,
  ask: () => Promise<T | undefined>,
  everyMs?: number,
): Promise<T> {
  const end = performance.now() + seconds * 1_000;
  let last: unknown;
  const backoff = new Backoff(50, 500);
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      last = error;
    }
    const leftMs = end - performance.now();
    if (leftMs <= 0) throw new Error(`not within ${seconds} s: ${what}`, { cause: last });
    await pause(Math.min(everyMs ?? backoff.next(), leftMs));
  }
}

function signal(pid: number | undefined, name: NodeJS.Signals): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

export class Installation {
  readonly layout: Layout;
  readonly cluster: PostgresCluster;
  /** Node.js that runs the State. */
  node = process.execPath;
  #up: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #said = '';

  constructor(
    readonly state: string,
    dir: string,
    readonly port: number,
    public programs: string,
  ) {
    this.layout = new Layout(dir);
    this.cluster = new PostgresCluster(this.layout.postgres);
  }

  get origin(): string {
    return `https://localhost:${this.port}`;
  }

  async up(): Promise<void> {
    const { dir } = this.layout;
    const args = [join(this.programs, 'liaise.js'), 'up', '--dir', dir, '--json'];
    const child = spawn(this.node, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#up = child;
    this.#said = '';
    child.stderr.on('data', (text: Buffer) => {
      this.#said = `${this.#said}${text.toString()}`.slice(-16_000);
    });
    this.#ended = new Promise((done) => child.once('exit', () => done()));
    await new Promise<void>((ready, failed) => {
      createInterface(child.stdout).once('line', () => ready());
      child.once('exit', () => failed(new Error(`${this.state} did not start: ${this.#said}`)));
    });
  }

  get said(): string {
    return this.#said;
  }

  get isUp(): boolean {
    return this.#up?.exitCode === null && this.#up.signalCode === null;
  }

  async down(): Promise<void> {
    if (!this.isUp) return;
    this.#up?.kill('SIGTERM');
    await this.#ended;
  }

  /**
   * Kills every process of the State (SIGKILL), after suspending all so that no new one appears. @param meanwhile runs while
   * all processes are suspended
   */
  async killAll(meanwhile = (): Promise<void> => Promise.resolve()): Promise<void> {
    const supervisor = this.#up?.pid;
    if (signal(supervisor, 'SIGSTOP'))
      await until('the supervisor to hold still', 30, () =>
        Promise.resolve(isHalted(supervisor) ? true : undefined),
      );
    const named = processes.map((name) => this.pid(name));
    const roots = [supervisor, ...named].flatMap((pid) => (pid === undefined ? [] : [pid]));
    const all = tree(roots).map((pid) => [pid, processIdentity(pid)] as const);
    for (const [pid] of all) signal(pid, 'SIGSTOP');
    await meanwhile();
    for (const [pid] of all) signal(pid, 'SIGKILL');
    await this.#ended;
    const isLeft = (): boolean =>
      all.some(([pid, identity]) => identity !== undefined && processIdentity(pid) === identity);
    await until(`${this.state} to end`, 30, () => Promise.resolve(isLeft() ? undefined : true), 10);
  }

  pid(name: ProcessName): number | undefined {
    return readPidFile(this.layout.path('run', `${name}.pid`));
  }

  signal(name: ProcessName, kind: NodeJS.Signals): boolean {
    return signal(this.pid(name), kind);
  }

  /** Makes the border broker lose unread messages that it has acknowledged to the neighbour. */
  async wipeBorderStore(): Promise<void> {
    const old = await until('a border broker to end', 30, () =>
      Promise.resolve(this.pid('border')),
    );
    this.signal('border', 'SIGKILL');
    rmSync(this.layout.borderStore, { recursive: true, force: true, maxRetries: 10 });
    await until('a border broker', 30, () => {
      const pid = this.pid('border');
      return Promise.resolve(pid === old ? undefined : pid);
    });
  }

  async admin<T>(fn: (admin: Admin) => Promise<T>): Promise<T> {
    return asAdmin(this.cluster.admin(databaseName), fn);
  }

  rows<R extends object>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    return this.admin((admin) => admin.query<R>(sql, params));
  }

  logs(lines = 60): string {
    const folder = this.layout.path('log');
    return readdirSync(folder)
      .map((name) => {
        const text = readFileSync(this.layout.path('log', name), 'utf8').split('\n');
        return `--- ${this.state} ${name}\n${text.slice(-lines).join('\n')}`;
      })
      .join('\n');
  }

  async remove(): Promise<void> {
    await this.down();
    rmSync(this.layout.dir, { recursive: true, force: true });
    rmSync(`${this.layout.dir}-people`, { recursive: true, force: true });
    rmSync(this.cluster.socketDir, { recursive: true, force: true });
  }
}
