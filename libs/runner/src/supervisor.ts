import { isCoded, phrase } from '#kernel';
import { mkdirSync, writeFileSync } from 'node:fs';
import { RunnerError } from './errors.js';
import { join } from 'node:path';
import { StoreError } from '#store';
import { ManagedProcess, type ProcessSpec } from './managed-process.js';
import { processIdentity, readPidFile, removePidFile } from './pid-file.js';

export type SupervisorEvent =
  | { readonly kind: 'ready'; readonly name: string; readonly pid: number | undefined }
  | {
      readonly kind: 'exit';
      readonly name: string;
      readonly code: number | null;
      readonly signal: NodeJS.Signals | null;
    }
  | {
      readonly kind: 'restart';
      readonly name: string;
      readonly restarts: number;
      readonly afterMs: number;
    }
  | { readonly kind: 'failure'; readonly name: string; readonly error: unknown };

export type ChildState = 'waiting' | 'starting' | 'ready' | 'stopped';

export interface ChildStatus {
  readonly name: string;
  readonly state: ChildState;
  readonly pid: number | undefined;
  readonly restarts: number;
}

interface Child {
  readonly spec: ProcessSpec;
  readonly after: readonly string[];
  readonly process: ManagedProcess;
  state: ChildState;
  restarts: number;
  failures: number;
  exited: (() => void) | undefined;
  loop: Promise<void>;
}

const firstPauseMs = 200;
const longestPauseMs = 5_000;
// Run time (ms) after which the restart pause is short again.
const healthyMs = 30_000;

/**
 * Starts the programs of one State, each after the programs that it needs, and restarts programs that end. Only one
 * supervisor may run per folder.
 */
export class Supervisor {
  readonly #children = new Map<string, Child>();
  readonly #listeners = new Set<(event: SupervisorEvent) => void>();
  readonly #pidFile: string;
  readonly #wake = new Set<() => void>();
  #stopping = false;
  #stops = 0;
  #started = false;

  constructor(readonly dir: string) {
    this.#pidFile = join(dir, 'run', 'supervisor.pid');
  }

  /** @param after names of children added earlier, which must be ready before this child starts */
  add(spec: ProcessSpec, after: readonly string[] = []): void {
    const missing = after.filter((name) => !this.#children.has(name));
    if (missing.length > 0 || this.#children.has(spec.name))
      throw new TypeError(`${spec.name}: added twice, or after ${missing.join(', ')}`);
    const child: Child = {
      spec,
      after,
      process: new ManagedProcess(spec, this.dir, (code, signal) => {
        this.#tell({ kind: 'exit', name: spec.name, code, signal });
        child.exited?.();
      }),
      state: 'waiting',
      restarts: 0,
      failures: 0,
      exited: undefined,
      loop: Promise.resolve(),
    };
    this.#children.set(spec.name, child);
    if (this.#started) child.loop = this.#keepRunning(child);
  }

  onEvent(listener: (event: SupervisorEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onRestart(listener: (name: string, restarts: number) => void): () => void {
    return this.onEvent((event) => {
      if (event.kind === 'restart') listener(event.name, event.restarts);
    });
  }

  pid(name: string): number | undefined {
    return this.#children.get(name)?.process.pid;
  }

  status(): ChildStatus[] {
    return [...this.#children.values()].map((child) => ({
      name: child.spec.name,
      state: child.state,
      pid: child.process.pid,
      restarts: child.restarts,
    }));
  }

  /**
   * Starts all children and waits until each is ready, at most `timeoutMs`. Stops all children on error. @throws RunnerError
   * HOST_ALREADY_RUNNING; HOST_START_TIMEOUT naming the children that are not ready; HOST_START_FAILED if `stop` was called
   * meanwhile; a child's own error if no retry can help
   */
  async start(timeoutMs = 60_000): Promise<void> {
    this.#claim();
    this.#started = true;
    let hopeless: (error: unknown) => void = () => undefined;
    const failed = new Promise<never>((_done, fail) => {
      hopeless = fail;
    });
    failed.catch(() => undefined);
    const unlisten = this.onEvent((event) => {
      if (event.kind === 'failure' && isHopeless(event.error)) hopeless(event.error);
    });
    try {
      for (const child of this.#children.values()) child.loop = this.#keepRunning(child);
      await Promise.race([this.untilReady([...this.#children.keys()], timeoutMs), failed]);
    } catch (error) {
      await this.stop();
      throw error;
    } finally {
      unlisten();
    }
  }

  /**
   * Waits until all named children are ready.
   * @throws RunnerError HOST_START_TIMEOUT; HOST_START_FAILED when `stop` was called meanwhile
   */
  async untilReady(names: readonly string[], timeoutMs = 60_000): Promise<void> {
    const open = (): string[] =>
      names.filter((name) => this.#children.get(name)?.state !== 'ready');
    const until = performance.now() + timeoutMs;
    const stops = this.#stops;
    while (open().length > 0) {
      if (this.#stops !== stops)
        throw new RunnerError('HOST_START_FAILED', phrase`stopped meanwhile`);
      const left = until - performance.now();
      if (left <= 0) throw new RunnerError('HOST_START_TIMEOUT', open().join(', '));
      await this.#change(left);
    }
  }

  /** Stops all children, each after the children that need it. Sends SIGKILL if a child does not end in time. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stops += 1;
    this.#tellChange();
    const stops = new Map<string, Promise<void>>();
    // Dependents were added later, so in reverse order their stop is already in the map.
    for (const child of [...this.#children.values()].reverse()) {
      const needed = [...this.#children.values()].flatMap((other) => {
        const stop = stops.get(other.spec.name);
        return other.after.includes(child.spec.name) && stop !== undefined ? [stop] : [];
      });
      const stop = async (): Promise<void> => {
        await Promise.all(needed);
        await this.#end(child);
      };
      stops.set(child.spec.name, stop());
    }
    await Promise.all(stops.values());
    if (this.#started) removePidFile(this.#pidFile);
    this.#started = false;
    this.#stopping = false;
  }

  /**
   * Sends every child its stop signal, last added first, without waiting until they stop. Used when the supervisor itself
   * must end immediately.
   */
  abandon(): void {
    for (const child of [...this.#children.values()].reverse()) child.process.signal();
  }

  async #keepRunning(child: Child): Promise<void> {
    const { name } = child.spec;
    if (!(await this.#neededAreReady(child))) return;
    while (!this.#isStopping()) {
      const begin = performance.now();
      child.state = 'starting';
      const exit = new Promise<void>((done) => {
        child.exited = done;
      });
      try {
        await child.process.start();
        child.state = 'ready';
        this.#tell({ kind: 'ready', name, pid: child.process.pid });
        // The child may have ended between its last readiness check and now.
        if (child.process.pid !== undefined) await exit;
      } catch (error) {
        if (!this.#isStopping()) this.#tell({ kind: 'failure', name, error });
      }
      child.state = 'waiting';
      this.#tellChange();
      if (this.#isStopping()) return;
      child.failures = performance.now() - begin > healthyMs ? 1 : child.failures + 1;
      const afterMs = Math.min(firstPauseMs * 2 ** (child.failures - 1), longestPauseMs);
      await this.#pause(afterMs);
      if (this.#isStopping()) return;
      child.restarts += 1;
      this.#tell({ kind: 'restart', name, restarts: child.restarts, afterMs });
    }
  }

  // Repeats, because a start under way may launch the process after a stop that found none.
  async #end(child: Child): Promise<void> {
    let over = false;
    const loop = child.loop.then(() => {
      over = true;
    });
    const isOver = (): boolean => over;
    while (!isOver()) {
      await child.process.stop();
      await Promise.race([loop, new Promise((done) => setTimeout(done, 20))]);
    }
    child.state = 'stopped';
  }

  async #neededAreReady(child: Child): Promise<boolean> {
    while (!this.#isStopping()) {
      if (child.after.every((name) => this.#children.get(name)?.state === 'ready')) return true;
      await this.#change(1_000);
    }
    return false;
  }

  // Method, not a field: the value changes while others wait.
  #isStopping(): boolean {
    return this.#stopping;
  }

  #pause(ms: number): Promise<void> {
    const until = performance.now() + ms;
    const step = async (): Promise<void> => {
      while (!this.#isStopping() && performance.now() < until)
        await this.#change(until - performance.now());
    };
    return step();
  }

  #change(ms: number): Promise<void> {
    return new Promise((done) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#wake.delete(end);
        done();
      };
      const timer = setTimeout(end, Math.max(1, ms));
      this.#wake.add(end);
    });
  }

  #tellChange(): void {
    for (const end of [...this.#wake]) end();
  }

  #tell(event: SupervisorEvent): void {
    for (const listener of this.#listeners)
      try {
        listener(event);
      } catch {
        // A reader of events must not stop the supervisor.
      }
    this.#tellChange();
  }

  // Creates the lock file exclusively, so that only one supervisor runs.
  #claim(): void {
    mkdirSync(join(this.dir, 'run'), { recursive: true });
    const text = `${process.pid}\n${processIdentity(process.pid) ?? ''}\n`;
    for (let tries = 0; ; tries += 1) {
      try {
        writeFileSync(this.#pidFile, text, { flag: 'wx' });
        return;
      } catch (error) {
        const other = readPidFile(this.#pidFile);
        if (other !== undefined)
          throw new RunnerError('HOST_ALREADY_RUNNING', phrase`pid ${other}`);
        if (tries > 0) throw error;
        removePidFile(this.#pidFile);
      }
    }
  }
}

function isHopeless(error: unknown): boolean {
  if (error instanceof StoreError) return error.code === 'STORE_SCHEMA_UNKNOWN';
  return (
    isCoded(error) &&
    [
      'HOST_PROGRAM_MISSING',
      'HOST_PORT_UNUSABLE',
      'HOST_SETTINGS_INVALID',
      'HOST_BROKER_UNSAFE',
      'HOST_DATABASE_UNSAFE',
      'HOST_SECRET_UNSAFE',
    ].includes(error.code)
  );
}
