import type { DatabaseService, Store, Tx } from '#store';
import { LoopDelay } from './loop-delay.js';

export interface Condition {
  readonly ready: boolean;
  /** Codes of problems on which an administrator should act, such as `BROKER_VERSION`. */
  readonly degraded: readonly string[];
}

export interface Living {
  readonly service: DatabaseService;
  readonly version: string;
  readonly config: string;
}

const mib = 1024 * 1024;

/** Writes a service's condition into the database, where the audit service reads it. */
export class Heartbeat {
  readonly #startedAt = new Date();
  readonly #delay = new LoopDelay();
  #failures = 0;
  #writtenAt = -Infinity;
  readonly #measured = new Map<string, Readonly<Record<string, number>>>();

  constructor(
    private readonly store: Store,
    private readonly living: Living,
    private readonly condition: (tx: Tx) => Promise<Condition>,
  ) {}

  noteFailure(): void {
    this.#failures += 1;
  }

  measure(prefix: string, numbers: Readonly<Record<string, number>>): void {
    this.#measured.set(prefix, numbers);
  }

  writeBeat(): Promise<void> {
    return this.store.transaction({ step: 'heartbeat' }, (tx) => this.#write(tx));
  }

  async writeBeatIn(tx: Tx, youngMs: number): Promise<void> {
    if (this.age >= youngMs) await this.#write(tx);
  }

  get age(): number {
    return performance.now() - this.#writtenAt;
  }

  async #write(tx: Tx): Promise<void> {
    const memory = process.memoryUsage();
    const cpu = process.cpuUsage();
    const metrics = {
      residentMib: Math.round(memory.rss / mib),
      heapMib: Math.round(memory.heapUsed / mib),
      cpuSeconds: Math.round((cpu.user + cpu.system) / 10_000) / 100,
      loopDelayP99Ms: this.#delay.takeDelay(),
      failures: this.#failures,
      ...this.#numbers(),
    };
    const { ready, degraded } = await this.condition(tx);
    const { service, version, config } = this.living;
    await tx.query(
      `insert into ops.service (service, pid, version, started_at, ready, degraded, metrics, config)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (service) do update set pid = excluded.pid, version = excluded.version, config = excluded.config,
         started_at = excluded.started_at, beat_at = clock_timestamp(), ready = excluded.ready,
         degraded = excluded.degraded, metrics = excluded.metrics`,
      [
        service,
        process.pid,
        version,
        this.#startedAt,
        ready,
        [...degraded],
        JSON.stringify(metrics),
        config,
      ],
    );
    this.#writtenAt = performance.now();
  }

  #numbers(): Readonly<Record<string, number>> {
    const named = [...this.#measured].flatMap(([prefix, numbers]) =>
      Object.entries(numbers).map(([name, value]) => [`${prefix}.${name}`, value] as const),
    );
    return Object.fromEntries(named);
  }
}
