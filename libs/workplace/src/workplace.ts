import type { Settings } from '#config';
import { Cases } from '#capabilities/cases';
import { beatMs } from '#capabilities/services/health.model';
import { isCoded, parseFingerprint, parseStateCode } from '#kernel';
import { DuePoll, ownPollMs } from './due-poll.js';
import type { Due } from '#store';
import { Heartbeat, type Condition } from './heartbeat.js';
import { isStuck, lastingOf } from './lasting-alarms.js';
import { ErasureFile, erasureFileOf, Journal, JournalError, toldChains } from '#journal';
import { Mailbox } from '#mailbox';
import { ObjectStore } from '#objects';
import { Pump, Store, type DatabaseService, type Tx } from '#store';
import {
  ChainNoteFile,
  chainNoteOf,
  isUntrusted,
  KeyRing,
  type TrustError,
  TrustStore,
} from '#trust';

/** Version that stands in every event of this build. */
export const version = '0.1.0';

/** Wait of a service at its start for a database that is starting too. */
const databaseWaitMs = 30_000;
/** A sign of life of this age is followed by another one. */
const youngMs = beatMs - 500;
/** Age of a sign of life at which a look for work should have written another one. */
const missedMs = beatMs + 500;
/** Pause between two looks whether the own chains are whole again. */
const heldMs = 1_000;
/** Pause between two times that the same lasting failure is written down. */
const againMs = 1_000;
const reserve = 512 * 1024 * 1024;
/** Attachments of all neighbours under way at one time; what one of them may have is in `AcceptObjects`. */
const maxPartials = 4_096;

/** A step of the journey that this process keeps going. */
export interface Step {
  /** Name of the wake-up that starts it. */
  readonly wake: string;
  /** Runs once; a positive number or true asks for another run at once. */
  readonly run: () => Promise<boolean | number>;
  readonly pollMs?: number;
  /** Question whether it has work, asked every second instead of a run. */
  readonly due?: Due;
  /** See `PumpOptions.soonMs`. */
  readonly soonMs?: number;
  /** See `PumpOptions.longestGapMs`. */
  readonly longestGapMs?: number;
}

export interface WorkplaceOptions {
  readonly service: DatabaseService;
  readonly settings: Settings;
  /** See `JournalOptions.config`. */
  readonly settingsHash: string;
  readonly password: string;
  /** Told of every failure of a step. */
  readonly onProblem: (step: string, error: unknown) => void;
  /** Told when this has to wait because an own chain is not what it was. */
  readonly waits: (error: TrustError) => void;
  /** Answers callers while this has to wait; returns how to end that. */
  readonly meanwhile?: (error: TrustError, store: Store) => Promise<() => Promise<void>>;
}

/** Parts of every service with a database role: store, keys, trust, journal, rows, and the steps it keeps going. */
export class Workplace {
  readonly store: Store;
  readonly trust: TrustStore;
  readonly keys: KeyRing;
  readonly journal: Journal;
  readonly mailbox = new Mailbox();
  readonly cases: Cases;
  /** File of erasures, outside the database. */
  readonly erasures: ErasureFile;
  readonly #pumps: Pump[] = [];
  /** One look a second for all steps that say what they wait for. */
  readonly due: DuePoll;
  /** Failures that stay said, seen since the last was written. */
  readonly #lasting = new Map<string, number>();
  readonly #beat: Heartbeat;
  #condition: Condition = { ready: false, degraded: [] };
  #beats = false;

  private constructor(private readonly options: WorkplaceOptions) {
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
      // No event of the exchange names a case or a person, so it holds no key to do it.
      ...(service === 'exchange' ? {} : { pseudonymKey: this.keys.pseudonymKey() }),
    });
    const told = this.problem('look-for-work');
    this.due = new DuePoll(this.store, this.trust, (error) => {
      told(error);
      // Its callers are told at once: that look has written nothing.
      if (this.#beats && isUntrusted(error)) this.#beat.run().catch(this.problem('heartbeat'));
    });
    this.due.alongside(async (tx) => {
      if (this.#beats) await this.#beat.runIn(tx, youngMs);
    });
    const living = { service, version, config: settingsHash };
    this.#beat = new Heartbeat(this.store, living, (tx) => this.#standing(tx));
  }

  /**
   * Connects, refuses an unsafe database, and resolves once every own chain is what the note and the custody log say it was.
   * Until then the service says that it is not ready, and why.
   * @throws StoreError STORE_UNAVAILABLE, STORE_UNSAFE; TrustError KEY_MISSING, KEY_FILE_UNSAFE
   */
  static async open(options: WorkplaceOptions): Promise<Workplace> {
    const place = new Workplace(options);
    await place.store.open(databaseWaitMs);
    await place.store.checkDurability();
    await place.#untilTrusted();
    return place;
  }

  async #untilTrusted(): Promise<void> {
    const { waits, meanwhile } = this.options;
    let code: string | undefined;
    let close: (() => Promise<void>) | undefined;
    for (;;)
      try {
        await this.store.transaction({ step: 'start' }, async (tx) => {
          this.trust.expect(await toldChains(tx));
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
        // Said once callers are told of it, too.
        await this.#beat.run();
        await new Promise((done) => setTimeout(done, heldMs));
      }
  }

  /** Condition as it stands now: whatever runs, nobody works by a chain that is not what it was. */
  async #standing(tx: Tx): Promise<Condition> {
    try {
      await this.trust.refresh(tx);
      return this.#condition;
    } catch (error) {
      if (!isUntrusted(error)) throw error;
      return { ready: false, degraded: [...this.#condition.degraded, error.code] };
    }
  }

  /** Counts a failure of a step, or of a call, and tells of it; what stays said for a day is written down. `failures`: in a row. */
  problem(step: string): (error: unknown, failures?: number) => void {
    return (error, failures = 0) => {
      this.#beat.noteFailure();
      this.options.onProblem(step, error);
      if (isStuck(error, failures)) this.#noteLasting('STEP_STUCK');
      if (isCoded(error) && lastingOf(error.code) !== undefined) this.#noteLasting(error.code);
    };
  }

  /** Each code at once, and then every second at most: whoever causes it again and again must not keep the database busy. */
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

  /** Keeps a step going until the workplace closes. Returns how to stop this one alone. */
  keep(step: Step): () => Promise<void> {
    const { wake, run, due, ...options } = step;
    const pump = new Pump(this.store, wake, run, {
      ...(due !== undefined && { pollMs: ownPollMs }),
      ...{ ...options, onError: this.problem(wake) },
    });
    this.#pumps.push(pump);
    pump.start();
    const unasked = due === undefined ? undefined : this.due.add(due, () => pump.wake());
    return async () => {
      unasked?.();
      this.#pumps.splice(this.#pumps.indexOf(pump), 1);
      await pump.stop();
    };
  }

  /**
   * Says that the service works, and what somebody should know. `works` false: it runs, and its State can do nothing until a person
   * has acted. Repeated every two seconds from the first call on.
   */
  async ready(degraded: readonly string[] = [], works = true): Promise<void> {
    this.#condition = { ready: works, degraded };
    if (this.#beats) return;
    this.#beats = true;
    await this.#beat.run();
    // The looks for work carry them where there are any; this is for a process without, and for looks that fail.
    const run = async (): Promise<boolean> => {
      if (this.#beat.age >= (this.due.isAsking ? missedMs : youngMs)) await this.#beat.run();
      return false;
    };
    this.keep({ wake: 'heartbeat', run, pollMs: beatMs });
  }

  /**
   * Resolves once this database has forgotten everything that stands in the file outside it. Until then the service says
   * that it is not ready: a database restored from an older copy is read by nobody.
   * @throws JournalError ERASURE_FILE_SHORT, ERASURE_FILE_INVALID
   */
  async untilErased(pauseMs = 250): Promise<void> {
    for (;;)
      try {
        await this.store.transaction({ step: 'until-erased' }, (tx) =>
          this.journal.erasures.requireApplied(tx, this.erasures),
        );
        return;
      } catch (error) {
        if (!(error instanceof JournalError) || error.code !== 'ERASURES_NOT_APPLIED') throw error;
        this.#condition = { ready: false, degraded: [error.code] };
        await this.#beat.run();
        await new Promise((done) => setTimeout(done, pauseMs));
      }
  }

  /** Has a part's numbers told with every sign of life, as `<prefix>.<name>`. */
  measure(prefix: string, numbers: Readonly<Record<string, number>>): void {
    this.#beat.measure(prefix, numbers);
  }

  /** The object store of this State; the file system keeps half a gibibyte for the database. `maxSize`: of what is no attachment. */
  objects(maxSize = this.options.settings.limits.attachmentBytes): Promise<ObjectStore> {
    const { objectsDir: directory } = this.options.settings;
    return ObjectStore.open({ directory, maxSize, reserve, maxPartials });
  }

  async close(): Promise<void> {
    await this.due.stop();
    await Promise.all(this.#pumps.splice(0).map((pump) => pump.stop()));
    await this.store.close();
  }
}
