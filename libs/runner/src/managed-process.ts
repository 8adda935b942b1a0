import { phrase } from '#kernel';
import { spawn, type ChildProcess } from 'node:child_process';
import { RunnerError } from './errors.js';
import { join } from 'node:path';
import { endProcess, readPidFile, removePidFile, writePidFile } from './pid-file.js';
import { readSecret, RuntimeError, settingsExit, supervisedBy } from '#runtime';
import { RotatingFile } from './rotating-file.js';

export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /**
   * Environment of the child, which inherits no variable; never put a secret in `env` or `args`. `secretEnv` names files;
   * `start` reads each value from its file.
   */
  readonly env?: Readonly<Record<string, string>>;
  readonly secretEnv?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly prepare?: () => Promise<void>;
  readonly ready?: (pid: number) => Promise<boolean>;
  readonly readyTimeoutMs?: number;
  readonly stopSignal?: NodeJS.Signals;
  /** Milliseconds between the stop signal and SIGKILL; default 5,000. */
  readonly graceMs?: number;
}

interface StartState {
  failure?: Error;
  said: string;
  closed: Promise<void>;
  ended: boolean;
  code?: number | null;
}

const readyStepMs = 25;
const tailLength = 8 * 1024;
const mostLines = 20;

/** Child process with log file and pid file below `dir`. `start` first stops a child of an earlier run. */
export class ManagedProcess {
  #child: ChildProcess | undefined;
  #exited: Promise<void> = Promise.resolve();
  readonly #pidFile: string;
  readonly logFile: string;

  constructor(
    private readonly spec: ProcessSpec,
    dir: string,
    private readonly onExit: (code: number | null, signal: NodeJS.Signals | null) => void = () =>
      undefined,
  ) {
    this.#pidFile = join(dir, 'run', `${spec.name}.pid`);
    this.logFile = join(dir, 'log', `${spec.name}.log`);
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Starts the process and waits until it is ready. @throws RunnerError HOST_PROGRAM_MISSING; HOST_START_FAILED if the
   * process ends too early; HOST_START_TIMEOUT if it was not ready in time (it has then been stopped); RuntimeError
   * HOST_SECRET_UNSAFE; HOST_SETTINGS_INVALID if it ends with exit code 78
   */
  async start(): Promise<void> {
    const { spec } = this;
    await this.#stopStale();
    await spec.prepare?.();
    const secrets = Object.fromEntries(
      Object.entries(spec.secretEnv ?? {}).map(([name, file]) => [name, readSecret(file)]),
    );
    const log = new RotatingFile(this.logFile);
    const child = spawn(spec.command, [...spec.args], {
      env: { ...spec.env, ...secrets, [supervisedBy]: String(process.pid) },
      cwd: spec.cwd ?? '/',
      ...(spec.uid === undefined ? {} : { uid: spec.uid }),
      ...(spec.gid === undefined ? {} : { gid: spec.gid }),
      stdio: ['pipe', 'pipe', 'pipe'],
      // Process group of its own: Ctrl-C reaches only the supervisor, which stops the children in order.
      detached: true,
    });
    this.#child = child;
    const closed = new Promise<void>((done) => {
      child.once('close', () => {
        log.close();
        done();
      });
    });
    const state: StartState = { ended: false, said: '', closed };
    this.#exited = new Promise((done) => {
      child.once('error', (error) => {
        state.failure = error;
        state.ended = true;
        done();
      });
      child.once('exit', (code, signal) => {
        state.ended = true;
        state.code = code;
        if (this.#child === child) this.#child = undefined;
        try {
          removePidFile(this.#pidFile);
        } catch {
          // A pid file left behind does no harm: the identity in it shows that the process has ended.
        }
        done();
        this.onExit(code, signal);
      });
    });
    child.stdin.on('error', () => undefined);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('error', () => undefined);
      stream.on('data', (chunk: Buffer) => {
        log.write(chunk);
      });
    }
    child.stderr.on('data', (chunk: Buffer) => {
      state.said = (state.said + chunk.toString('latin1')).slice(-tailLength);
    });
    await this.#notePid(child);
    await this.#untilReady(child, state);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined) return;
    const signal = this.spec.stopSignal ?? 'SIGTERM';
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), this.spec.graceMs ?? 5_000);
    await this.#exited;
    clearTimeout(timer);
  }

  // Ends a child whose pid file cannot be written: after kill -9 the next start could not find it.
  async #notePid(child: ChildProcess): Promise<void> {
    if (child.pid === undefined) return;
    try {
      writePidFile(this.#pidFile, child.pid);
    } catch (error) {
      child.kill('SIGKILL');
      await this.#exited;
      const why = (error as NodeJS.ErrnoException).code ?? 'unknown';
      throw new RunnerError(
        'HOST_START_FAILED',
        phrase`${this.spec.name}, ${this.#pidFile}: ${why}`,
        error,
      );
    }
  }

  signal(): void {
    this.#child?.kill(this.spec.stopSignal ?? 'SIGTERM');
  }

  async #untilReady(child: ChildProcess, state: Readonly<StartState>): Promise<void> {
    const { spec } = this;
    const until = performance.now() + (spec.readyTimeoutMs ?? 30_000);
    // One turn of the event loop, in which a missing program is reported.
    await new Promise((done) => setImmediate(done));
    for (;;) {
      if (state.failure !== undefined) {
        this.#child = undefined;
        throw new RunnerError('HOST_PROGRAM_MISSING', spec.command, state.failure);
      }
      if (state.code === settingsExit) throw await this.#settingsRefused(state);
      if (state.ended || child.pid === undefined)
        throw new RunnerError('HOST_START_FAILED', phrase`${spec.name}, ${this.logFile}`);
      if (spec.ready === undefined) return;
      if (await spec.ready(child.pid).catch(() => false)) return;
      if (performance.now() > until) {
        await this.stop();
        throw new RunnerError('HOST_START_TIMEOUT', phrase`${spec.name}, ${this.logFile}`);
      }
      await new Promise((done) => setTimeout(done, readyStepMs));
    }
  }

  async #settingsRefused(state: Readonly<StartState>): Promise<RuntimeError> {
    const late = new Promise((done) => setTimeout(done, 500).unref());
    await Promise.race([state.closed, late]);
    const lines = Buffer.from(state.said, 'latin1').toString('utf8').split('\n');
    const said = lines.filter((line) => line.trim() !== '').slice(-mostLines);
    const where = `${this.spec.name}, ${this.logFile}`;
    return new RuntimeError('HOST_SETTINGS_INVALID', [where, ...said].join('\n'));
  }

  async #stopStale(): Promise<void> {
    const stale = readPidFile(this.#pidFile);
    if (stale !== undefined && stale !== this.pid)
      await endProcess(stale, this.spec.stopSignal ?? 'SIGTERM', this.spec.graceMs ?? 5_000);
    removePidFile(this.#pidFile);
  }
}
