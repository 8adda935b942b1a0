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

  /** Returns true if more threads may wait. Each damaged key is told of once a round, and keeps no other. */
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
    for (const { damaged } of done)
      for (const [thread, error] of damaged) {
        this.#left.add(thread);
        this.onDamage(error);
      }
    const more = done.some(({ looked }) => looked === rewrapBatch);
    if (!more || this.#left.size > mostLeft) this.#left.clear();
    return more;
  }

  #withKeys(): readonly Compartment[] {
    return compartments.filter((compartment) => this.keys.epochs(compartment).length > 0);
  }
}
