import { noteEmptyEpochs, rewrapBatch, type Rewrapped, rewrapThreads } from './rewrap.rows.js';
import { type Compartment, compartments, type ThreadId } from '#kernel';
import type { Store } from '#store';
import type { KeyRing } from '#trust';

const mostLeft = 10_000;

/**
 * Encrypts thread keys anew under the newest storage key. Afterwards only unfinished uploads and older database backups need
 * an old storage key.
 */
export class RewrapThreads {
  readonly #left = new Set<ThreadId>();

  constructor(
    private readonly store: Store,
    private readonly keys: KeyRing,
    private readonly onDamage: (error: unknown) => void,
  ) {}

  /** Returns true if more threads may wait. Damaged keys are told of, the first of each run, and keep no others. */
  async run(): Promise<boolean> {
    const done = await this.store.transaction({ step: 'rewrap-threads' }, async (tx) => {
      const all: Rewrapped[] = [];
      for (const compartment of this.#withKeys())
        all.push(await rewrapThreads(tx, this.keys, compartment, [...this.#left]));
      if (all.every(({ count }) => count === 0)) await noteEmptyEpochs(tx, this.keys);
      return all;
    });
    // Durable now: these threads, each complete. The rest is found by epoch in the next run. A damaged key holds its own epoch
    // alone.
    const damaged = new Map(done.flatMap((each) => [...each.damaged]));
    for (const thread of damaged.keys()) this.#left.add(thread);
    const [first] = damaged.values();
    if (first !== undefined) this.onDamage(first);
    const more = done.some(({ looked }) => looked === rewrapBatch);
    const isRoundOver = !more || this.#left.size > mostLeft;
    if (isRoundOver) this.#left.clear();
    return !isRoundOver;
  }

  #withKeys(): readonly Compartment[] {
    return compartments.filter((compartment) => this.keys.epochs(compartment).length > 0);
  }
}
