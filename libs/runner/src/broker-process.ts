import { phrase, type Detail, joined, Phrase } from '#kernel';
import { execFileSync } from 'node:child_process';
import { RuntimeError, readBounded } from '#runtime';
import { RunnerError } from './errors.js';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ManagedProcess, type ProcessSpec } from './managed-process.js';
import { natsServerProgram } from './programs.js';

export interface BrokerOptions {
  readonly name: string;
  readonly configFile: string;
  readonly lint: (text: string) => readonly Detail[];
  readonly secretEnv?: Readonly<Record<string, string>>;
}

export type BrokerPorts = Readonly<Record<string, readonly string[]>>;

/**
 * Process of nats-server. Counts as ready when its ports file exists, because nats-server writes this file after it has
 * opened every listener.
 */
export class BrokerProcess {
  readonly #portsDir: string;
  readonly #program = natsServerProgram();
  readonly #secretEnv: Readonly<Record<string, string>>;
  #process: ManagedProcess | undefined;

  constructor(
    private readonly dir: string,
    private readonly options: BrokerOptions,
  ) {
    this.#portsDir = join(dir, 'run', `${options.name}-ports`);
    this.#secretEnv = options.secretEnv ?? {};
  }

  spec(): ProcessSpec {
    return {
      name: this.options.name,
      command: this.#program,
      args: ['-c', this.options.configFile, '--ports_file_dir', this.#portsDir],
      secretEnv: this.#secretEnv,
      prepare: () => {
        this.#lint();
        rmSync(this.#portsDir, { recursive: true, force: true });
        mkdirSync(this.#portsDir, { recursive: true, mode: 0o700 });
        return Promise.resolve();
      },
      ready: () => Promise.resolve(this.ports() !== undefined),
      graceMs: 10_000,
    };
  }

  /**
   * @throws RunnerError HOST_BROKER_UNSAFE if the configuration is unsafe; RuntimeError HOST_SETTINGS_INVALID if the
   * configuration cannot be read; others as `ManagedProcess.start`
   */
  async start(): Promise<void> {
    this.#process ??= new ManagedProcess(this.spec(), this.dir);
    await this.#process.start();
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  ports(): BrokerPorts | undefined {
    try {
      const file = readdirSync(this.#portsDir).find((name) => name.endsWith('.ports'));
      if (file === undefined) return undefined;
      return JSON.parse(readFileSync(join(this.#portsDir, file), 'utf8')) as BrokerPorts;
    } catch {
      // Missing or half written.
      return undefined;
    }
  }

  /**
   * Checks the configuration, then tells nats-server to reload it. `pid` is required if a supervisor started nats-server.
   * @throws RunnerError HOST_BROKER_UNSAFE; HOST_START_FAILED if no process id is known; RuntimeError HOST_SETTINGS_INVALID
   */
  reload(pid = this.pid): void {
    this.check();
    if (pid === undefined)
      throw new RunnerError('HOST_START_FAILED', phrase`${this.options.name}: not running`);
    process.kill(pid, 'SIGHUP');
  }

  /**
   * Checks the configuration by this project's own rules, then lets nats-server test it (`-t`). @throws RunnerError
   * HOST_BROKER_UNSAFE for a broken rule; RuntimeError HOST_SETTINGS_INVALID for an unreadable file or a failed test
   */
  check(): void {
    this.#lint();
    // Any well-formed seed passes the test (`-t`); only the server itself gets the real ones.
    const env = Object.fromEntries(Object.keys(this.#secretEnv).map((name) => [name, sampleSeed]));
    try {
      execFileSync(this.#program, ['-t', '-c', this.options.configFile], {
        env,
        stdio: 'ignore',
        timeout: 10_000,
      });
    } catch (error) {
      throw new RuntimeError('HOST_SETTINGS_INVALID', this.options.configFile, error);
    }
  }

  // Lints the file that the server gets, at each start, to find a change by hand.
  #lint(): void {
    const { configFile, lint } = this.options;
    let text: string;
    try {
      text = readBounded(configFile);
    } catch (error) {
      throw new RuntimeError('HOST_SETTINGS_INVALID', phrase`${configFile}: cannot be read`, error);
    }
    const problems = lint(text).slice(0, mostProblems);
    if (problems.length > 0)
      throw new RunnerError(
        'HOST_BROKER_UNSAFE',
        joined(
          problems.map((problem) => phrase`${configFile}: ${oneLine(problem)}`),
          '\n',
        ),
      );
  }
}

// A problem may quote a key that somebody else wrote: control characters are replaced.
const oneLine = (problem: Detail): Detail =>
  problem instanceof Phrase && String(problem).length <= 200
    ? problem.withValues(plain)
    : plain(String(problem));
const plain = (text: string): string => text.replace(/[^ -~]/g, '?').slice(0, 200);
const mostProblems = 20;
const sampleSeed = 'SUAIO3FHUX5PNV2LQIIP7TZ3N4L7TX3W53MQGEIVYFIGA635OZCKEYHFLM';
