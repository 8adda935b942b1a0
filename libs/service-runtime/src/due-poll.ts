import { JobLoop, type Due, type Store, type Tx } from '#store';
import type { TrustStore } from '#trust';

const everyMs = 1_000;
/** Poll interval (ms) of a step that `DuePoll` also wakes. Work that `DuePoll` misses is found after at most 20 s. */
export const ownPollMs = 20_000;

/**
 * Checks once a second which steps have work and wakes these steps, because wake-ups can get lost. Wakes all steps if the
 * check fails.
 */
export class DuePoll {
  readonly #asked = new Map<() => void, Due>();
  readonly #loop: JobLoop;
  #isStarted = false;
  #alongside: (tx: Tx) => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly store: Pick<Store, 'transaction'>,
    private readonly trust: Pick<TrustStore, 'refresh'>,
    onError: (error: unknown) => void,
  ) {
    const neverWoken = { listen: () => () => undefined };
    const timing = { pollMs: everyMs, longestPauseMs: everyMs };
    this.#loop = new JobLoop(neverWoken, 'look-for-work', () => this.lookForWork(), {
      ...timing,
      onError,
    });
  }

  get isAsking(): boolean {
    return this.#asked.size > 0;
  }

  /** Registers a write that each successful poll makes in the poll's transaction, to save a separate transaction. */
  alongside(write: (tx: Tx) => Promise<void>): void {
    this.#alongside = write;
  }

  add(due: Due, wake: () => void): () => void {
    this.#asked.set(wake, due);
    if (!this.#isStarted) this.#loop.start();
    this.#isStarted = true;
    return () => {
      this.#asked.delete(wake);
    };
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    this.#isStarted = false;
  }

  async lookForWork(): Promise<boolean> {
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

async function valuesOf(tx: Tx, texts: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
  const columns = texts.map((text, at) => `(${text}) as "${at}"`);
  const [row] = await tx.query(`select ${columns.join(', ')}`);
  return new Map(texts.map((text, at) => [text, row?.[at]]));
}
