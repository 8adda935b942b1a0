import { noteEmptyEpochs, rewrapBatch, type Rewrapped, rewrapThreads } from './rewrap.rows.js';
import { type Compartment, compartments, LeftOut, type ThreadId } from '#kernel';
import type { Store } from '#store';
import type { KeyRing } from '#trust';

/**
 * Encrypts thread keys anew under the newest storage key. Afterwards only unfinished uploads and older database backups need
 * an old storage key.
 */
export class RewrapThreads {
  readonly #left = new LeftOut<ThreadId>();

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
        all.push(await rewrapThreads(tx, this.keys, compartment, this.#left.items));
      if (all.every(({ count }) => count === 0)) await noteEmptyEpochs(tx, this.keys);
      return all;
    });
    // Durable now: these threads, each complete. The rest is found by epoch in the next run. A damaged key holds its own epoch
    // alone.
    const damaged = new Map(done.flatMap((each) => [...each.damaged]));
    const [first] = damaged.values();
    if (first !== undefined) this.onDamage(first);
    const isLast = done.every(({ looked }) => looked < rewrapBatch);
    return !this.#left.noteBatch(damaged.keys(), isLast);
  }

  #withKeys(): readonly Compartment[] {
    return compartments.filter((compartment) => this.keys.epochs(compartment).length > 0);
  }
}
