import pg from 'pg';
import { clientConfig, type Connection } from './connection.js';
import { StoreError } from './errors.js';
import { Gathering } from './gathering.js';
import { type Haste, parseHaste, urgentOf } from './haste.js';

type Handler = (haste: Haste) => void;

const firstPauseMs = 100;
const longestPauseMs = 2_000;
const stepForm = /^[a-z][a-z0-9-]{0,40}$/;

function channel(step: string): string {
  if (!stepForm.test(step)) throw new StoreError('STORE_CONTEXT_INVALID', 'step');
  return `liaise_${step}`;
}

/**
 * Sends and receives wake-ups between processes, outside transactions, by LISTEN and NOTIFY. Listeners must also poll,
 * because a wake-up may be lost.
 */
export class Notifier {
  readonly #handlers = new Map<string, Set<Handler>>();
  readonly #due = new Map<string, Haste>();
  #said: Promise<void> = Promise.resolve();
  #client: pg.Client | undefined;
  #cancel: (() => void) | undefined;
  readonly #gathering = new Gathering();
  #sending = false;
  #running = false;
  #retry: NodeJS.Timeout | undefined;
  #pauseMs = firstPauseMs;

  constructor(
    private readonly connection: Connection,
    private readonly service: string,
  ) {}

  /** Begins to connect and retries until `stop`. Throws nothing when the database cannot be reached. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#connect();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#cancel?.();
    clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  /**
   * Calls `handler` at each wake-up of `step`, and once after every reconnection.
   * @returns a function that ends these calls
   */
  listen(step: string, handler: Handler): () => void {
    const name = channel(step);
    const set = this.#handlers.get(name) ?? new Set<Handler>();
    if (set.size === 0) this.#tell(`LISTEN "${name}"`);
    set.add(handler);
    this.#handlers.set(name, set);
    return () => {
      set.delete(handler);
      if (set.size === 0) this.#tell(`UNLISTEN "${name}"`);
    };
  }

  #tell(sql: string): void {
    this.#said = this.#said.then(async () => {
      await this.#client?.query(sql).catch(() => undefined);
    });
  }

  wake(step: string, haste: Haste = 'NOW'): void {
    const name = channel(step);
    this.#due.set(name, urgentOf(this.#due.get(name), haste));
    if (haste === 'LIFE') this.#unschedule();
    this.#schedule();
  }

  #unschedule(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #schedule(): void {
    if (this.#cancel !== undefined || this.#sending) return;
    const haste = [...this.#due.values()].reduce<Haste>(
      (one, other) => urgentOf(one, other),
      'SOON',
    );
    const wait = this.#gathering.waitMs(performance.now(), haste);
    const send = (): void => {
      this.#cancel = undefined;
      this.#send();
    };
    if (wait > 0) {
      const timer = setTimeout(send, wait);
      this.#cancel = () => {
        clearTimeout(timer);
      };
    } else {
      // A timer of 0 ms would take at least 1 ms.
      const soon = setImmediate(send);
      this.#cancel = () => {
        clearImmediate(soon);
      };
    }
  }

  #send(): void {
    const client = this.#client;
    if (client === undefined || this.#sending || this.#due.size === 0) return;
    const values = [[...this.#due.keys()], [...this.#due.values()]];
    this.#due.clear();
    this.#gathering.sent(performance.now());
    // One NOTIFY at a time: later wake-ups leave with the next one, however slow the database is.
    this.#sending = true;
    void client
      .query({
        name: 'wake',
        text: 'SELECT pg_notify(c, h) FROM unnest($1::text[], $2::text[]) AS w (c, h)',
        values,
      })
      .catch(() => undefined)
      .finally(() => {
        this.#sending = false;
        if (this.#due.size > 0 && this.#running) this.#schedule();
      });
  }

  async #connect(): Promise<void> {
    const client = new pg.Client(clientConfig(this.connection, `${this.service}-bell`));
    let lost = false;
    const again = (): void => {
      if (lost) return;
      lost = true;
      if (this.#client === client) this.#client = undefined;
      client.end().catch(() => undefined);
      if (!this.#running) return;
      this.#retry = setTimeout(() => void this.#connect(), this.#pauseMs);
      this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', (message) => {
      this.#ring(message.channel, parseHaste(message.payload));
    });
    try {
      await client.connect();
      // From here on `listen` itself sends LISTEN; the loop serves handlers registered before.
      this.#client = client;
      for (const [name, handlers] of this.#handlers)
        if (handlers.size > 0) await client.query(`LISTEN "${name}"`);
    } catch {
      again();
      return;
    }
    if (!this.#isRunning()) {
      again();
      return;
    }
    this.#pauseMs = firstPauseMs;
    // Wake-ups may have been lost while disconnected: every handler looks once.
    for (const name of this.#handlers.keys()) this.#ring(name);
    this.#send();
  }

  #isRunning(): boolean {
    return this.#running;
  }

  #ring(name: string, haste: Haste = 'NOW'): void {
    for (const handler of this.#handlers.get(name) ?? []) handler(haste);
  }
}
