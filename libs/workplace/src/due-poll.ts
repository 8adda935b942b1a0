import { Pump, type Due, type Store, type Tx } from '#store';
import type { TrustStore } from '#trust';

const everyMs = 1_000;
/** Steps with a question still look by themselves: one that is answered wrongly costs this time, and no message. */
export const ownPollMs = 20_000;

/**
 * Net of a process for wake-ups that were lost: asks once a second, in one statement, which steps have work, and wakes
 * these. Own chains and their neighbours' are read again first. Whenever it fails every step looks for itself.
 */
export class DuePoll {
  readonly #asked = new Map<() => void, Due>();
  readonly #pump: Pump;
  #isStarted = false;
  #alongside: (tx: Tx) => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly store: Pick<Store, 'transaction'>,
    private readonly trust: Pick<TrustStore, 'refresh'>,
    onError: (error: unknown) => void,
  ) {
    const neverWoken = { listen: () => () => undefined };
    const timing = { pollMs: everyMs, longestPauseMs: everyMs };
    this.#pump = new Pump(neverWoken, 'look-for-work', () => this.run(), { ...timing, onError });
  }

  get isAsking(): boolean {
    return this.#asked.size > 0;
  }

  /** Has something written with each look that goes well: one transaction less for it. One at most. */
  alongside(write: (tx: Tx) => Promise<void>): void {
    this.#alongside = write;
  }

  /** Asks from now on. Returns how to end that. */
  add(due: Due, wake: () => void): () => void {
    this.#asked.set(wake, due);
    if (!this.#isStarted) this.#pump.start();
    this.#isStarted = true;
    return () => {
      this.#asked.delete(wake);
    };
  }

  async stop(): Promise<void> {
    await this.#pump.stop();
    this.#isStarted = false;
  }

  /** One look. False: there is no more to do at once. */
  async run(): Promise<boolean> {
    const asked = [...this.#asked];
    if (asked.length === 0) return false;
    try {
      const values = await this.store.transaction({ step: 'look-for-work' }, async (tx) => {
        await this.trust.refresh(tx);
        const found = await valuesOf(tx, [...new Set(asked.map(([, { sql }]) => sql))]);
        await this.#alongside(tx);
        return found;
      });
      for (const [wake, { sql, isDue }] of asked) if (isDue(values.get(sql) as never)) wake();
    } catch (error) {
      for (const [wake] of asked) wake();
      throw error;
    }
    return false;
  }
}

/** Values of expressions, in one statement. */
async function valuesOf(tx: Tx, texts: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
  const columns = texts.map((text, at) => `(${text}) as "${at}"`);
  const [row] = await tx.query(`select ${columns.join(', ')}`);
  return new Map(texts.map((text, at) => [text, row?.[at]]));
}
