import type { Settings } from '#config';
import { Cases } from '#capabilities/cases';
import { beatMs } from '#capabilities/services/health.model';
import { isCoded, parseFingerprint, parseStateCode } from '#kernel';
import { DuePoll, ownPollMs } from './due-poll.js';
import type { Due } from '#store';
import { Heartbeat, type Condition } from './heartbeat.js';
import { isStuck, lastingOf } from './lasting-alarms.js';
import { loggedAtMostEvery } from './quiet.js';
import { ErasureFile, erasureFileOf, Journal, JournalError, loggedChains } from '#journal';
import { Mailbox } from '#mailbox';
import { ObjectStore } from '#objects';
import { JobLoop, type JobLoopOptions, Store, type DatabaseService, type Tx } from '#store';
import {
  ChainNoteFile,
  chainNoteOf,
  isUntrusted,
  KeyRing,
  type TrustError,
  TrustStore,
} from '#trust';

export const version = '0.1.0';

// Longest wait (ms) at start for a database that is starting too.
const databaseWaitMs = 30_000;
// Age (ms) from which a heartbeat is written again.
const youngMs = beatMs - 500;
// Age (ms) of a heartbeat that the poll for work has missed to renew.
const missedMs = beatMs + 500;
// Pause (ms) between two checks whether the chains of trust are intact again.
const heldMs = 1_000;
// Shortest interval (ms) between two records of the same lasting failure.
const againMs = 1_000;
const reserve = 512 * 1024 * 1024;
// Most unfinished attachments of all neighbours together; `AcceptObjects` has the bound of one.
const maxPartials = 4_096;

export interface Step {
  readonly wake: string;
  readonly run: () => Promise<boolean | number>;
  readonly pollMs?: JobLoopOptions['pollMs'];
  readonly due?: Due;
  readonly soonMs?: number;
  readonly longestGapMs?: number;
}

export interface ServiceRuntimeOptions {
  readonly service: DatabaseService;
  readonly settings: Settings;
  readonly settingsHash: string;
  readonly password: string;
  readonly onProblem: (step: string, error: unknown) => void;
  /** Reports that the service must wait. This State's directory or another own chain may be altered. */
  readonly waits: (error: TrustError) => void;
  /** Starts to answer callers with the error while the service waits. @returns a function that stops answering */
  readonly meanwhile?: (error: TrustError, store: Store) => Promise<() => Promise<void>>;
}

export class ServiceRuntime {
  readonly store: Store;
  readonly trust: TrustStore;
  readonly keys: KeyRing;
  readonly journal: Journal;
  readonly mailbox = new Mailbox();
  readonly cases: Cases;
  readonly erasures: ErasureFile;
  readonly #loops: JobLoop[] = [];
  readonly due: DuePoll;
  readonly #lasting = new Map<string, number>();
  readonly #beat: Heartbeat;
  #condition: Condition = { ready: false, degraded: [] };
  #beats = false;

  private constructor(private readonly options: ServiceRuntimeOptions) {
    const { service, settings, settingsHash, password } = options;
    const { database, limits } = settings;
    this.store = new Store({
      socketDir: database.socketDir,
      port: database.port,
      database: database.name,
      user: `liaise_${service}`,
      password,
      poolSize: limits.poolSize,
      statementTimeoutMs: limits.statementTimeoutMs,
      lockTimeoutMs: limits.lockTimeoutMs,
      service,
    });
    this.trust = new TrustStore(
      parseStateCode(settings.state),
      parseFingerprint(settings.rootFingerprint),
      new ChainNoteFile(chainNoteOf(settings.log.headFile)),
    );
    this.keys = new KeyRing(settings.keysDir, service);
    this.erasures = new ErasureFile(erasureFileOf(settings.log.headFile));
    this.cases = new Cases(this.keys, this.erasures);
    this.journal = new Journal({
      origin: settings.log.origin,
      service,
      version,
      config: settingsHash,
      eventKey: this.keys.ed25519('event'),
      // Events of the exchange name no case and no person, so it holds no pseudonym key.
      ...(service === 'exchange' ? {} : { pseudonymKey: this.keys.pseudonymKey() }),
    });
    const reportProblem = this.problem('look-for-work');
    this.due = new DuePoll(this.store, this.trust, (error) => {
      reportProblem(error);
      // The poll wrote no heartbeat: callers learn of the broken chain at once.
      if (this.#beats && isUntrusted(error))
        this.#beat.writeBeat().catch(this.problem('heartbeat'));
    });
    this.due.alongside(async (tx) => {
      if (this.#beats) await this.#beat.writeBeatIn(tx, youngMs);
    });
    const living = { service, version, config: settingsHash };
    this.#beat = new Heartbeat(this.store, living, (tx) => this.#standing(tx));
  }

  /**
   * Connects to the database and waits until this State's chains verify and match the custody log. An attacker may have
   * removed the newest entries. @throws StoreError STORE_UNAVAILABLE, STORE_UNSAFE; TrustError KEY_MISSING, KEY_FILE_UNSAFE
   */
  static async open(options: ServiceRuntimeOptions): Promise<ServiceRuntime> {
    const runtime = new ServiceRuntime(options);
    await runtime.store.open(databaseWaitMs);
    await runtime.store.checkDurability();
    await runtime.#untilTrusted();
    return runtime;
  }

  async #untilTrusted(): Promise<void> {
    const { waits, meanwhile } = this.options;
    let code: string | undefined;
    let close: (() => Promise<void>) | undefined;
    for (;;)
      try {
        await this.store.transaction({ step: 'start' }, async (tx) => {
          this.trust.expect(await loggedChains(tx));
          await this.trust.refresh(tx);
        });
        await close?.();
        return;
      } catch (error) {
        if (!isUntrusted(error)) throw error;
        if (code !== error.code) {
          code = error.code;
          waits(error);
          await close?.();
          close = await meanwhile?.(error, this.store);
        }
        // Written after callers are answered, so that both tell the same.
        await this.#beat.writeBeat();
        await new Promise((done) => setTimeout(done, heldMs));
      }
  }

  // Condition for a heartbeat: not ready while a chain of trust is broken, whatever runs.
  async #standing(tx: Tx): Promise<Condition> {
    try {
      await this.trust.refresh(tx);
      return this.#condition;
    } catch (error) {
      if (!isUntrusted(error)) throw error;
      return { ready: false, degraded: [...this.#condition.degraded, error.code] };
    }
  }

  /**
   * Makes the error handler of a step, which counts and logs failures and stores lasting alarms. `failures`: number of
   * failures in a row. `quietMs`: shortest interval between two log lines, except for alarms.
   */
  problem(step: string, quietMs = 0): (error: unknown, failures?: number) => void {
    const isLogged = loggedAtMostEvery(quietMs);
    return (error, failures = 0) => {
      this.#beat.noteFailure();
      if (isLogged(isCoded(error) && error.action === 'alarm')) this.options.onProblem(step, error);
      if (isStuck(error, failures)) this.#noteLasting('STEP_STUCK');
      if (isCoded(error) && lastingOf(error.code) !== undefined) this.#noteLasting(error.code);
    };
  }

  // Records each code at once, then once a second at most: an attacker who causes failures must not load the
  // database.
  #noteLasting(code: string): void {
    const count = (this.#lasting.get(code) ?? 0) + 1;
    this.#lasting.set(code, count);
    if (count > 1) return;
    void (async () => {
      try {
        await this.store.transaction({ step: 'note-failure' }, (tx) =>
          this.#writeLasting(tx, code),
        );
      } catch (error) {
        this.options.onProblem('note-failure', error);
      }
      const timer = setTimeout(() => {
        const more = (this.#lasting.get(code) ?? 1) - 1;
        this.#lasting.delete(code);
        if (more > 0) this.#noteLasting(code);
      }, againMs);
      timer.unref();
    })();
  }

  async #writeLasting(tx: Tx, code: string): Promise<void> {
    await tx.query(
      `insert into ops.failure as f (service, code) values ($1, $2)
       on conflict (service, code) do update set count = f.count + 1, last_at = clock_timestamp()`,
      [this.options.service, code],
    );
  }

  schedule(step: Step): () => Promise<void> {
    const { wake, run, due, ...options } = step;
    const loop = new JobLoop(this.store, wake, run, {
      ...(due !== undefined && { pollMs: ownPollMs }),
      ...{ ...options, onError: this.problem(wake) },
    });
    this.#loops.push(loop);
    loop.start();
    const unasked = due === undefined ? undefined : this.due.add(due, () => loop.wake());
    return async () => {
      unasked?.();
      this.#loops.splice(this.#loops.indexOf(loop), 1);
      await loop.stop();
    };
  }

  /**
   * Reports the service as ready, immediately and then every two seconds. `works` false: reports the service as running but
   * not ready.
   */
  async ready(degraded: readonly string[] = [], works = true): Promise<void> {
    this.#condition = { ready: works, degraded };
    if (this.#beats) return;
    this.#beats = true;
    await this.#beat.writeBeat();
    // The poll for work writes heartbeats where it runs; this step covers processes without one, and failed polls.
    const run = async (): Promise<boolean> => {
      if (this.#beat.age >= (this.due.isAsking ? missedMs : youngMs)) await this.#beat.writeBeat();
      return false;
    };
    this.schedule({ wake: 'heartbeat', run, pollMs: beatMs });
  }

  /**
   * Waits until the database has applied all erasures of the erasure file, and reports not ready meanwhile. Without the wait,
   * a restored backup would show erased content. @throws JournalError ERASURE_FILE_SHORT, ERASURE_FILE_INVALID
   */
  async untilErased(pauseMs = 250): Promise<void> {
    for (;;)
      try {
        await this.store.transaction({ step: 'until-erased' }, (tx) =>
          this.journal.erasures.assertApplied(tx, this.erasures),
        );
        return;
      } catch (error) {
        if (!(error instanceof JournalError) || error.code !== 'ERASURES_NOT_APPLIED') throw error;
        this.#condition = { ready: false, degraded: [error.code] };
        await this.#beat.writeBeat();
        await new Promise((done) => setTimeout(done, pauseMs));
      }
  }

  measure(prefix: string, numbers: Readonly<Record<string, number>>): void {
    this.#beat.measure(prefix, numbers);
  }

  /**
   * Opens the object store of this State, which keeps 512 MiB of the disk free for the database. `maxSize`: bytes of
   * the largest object.
   */
  objects(maxSize = this.options.settings.limits.attachmentBytes): ObjectStore {
    const { objectsDir: directory } = this.options.settings;
    return new ObjectStore({ directory, maxSize, reserve, maxPartials });
  }

  async close(): Promise<void> {
    await this.due.stop();
    await Promise.all(this.#loops.splice(0).map((loop) => loop.stop()));
    await this.store.close();
  }
}
