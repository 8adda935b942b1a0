import { noteEmptyEpochs, type Rewrapped, rewrapThreads } from './rewrap.rows.js';
import { compartments } from '#kernel';
import type { Store } from '#store';
import type { KeyRing } from '#trust';

const batchSize = 100;

/**
 * Encrypts thread keys anew under the newest storage key. Afterwards only unfinished uploads and older database backups need
 * an old storage key.
 */
export class RewrapThreads {
  constructor(
    private readonly store: Store,
    private readonly keys: KeyRing,
    private readonly onDamage: (error: unknown) => void,
  ) {}

  /** Returns true if more threads may wait. A damaged key is told of, and keeps no other. */
  async run(): Promise<boolean> {
    const done = await this.store.transaction({ step: 'rewrap-threads' }, async (tx) => {
      const all: Rewrapped[] = [];
      for (const compartment of compartments) {
        if (this.keys.epochs(compartment).length === 0) continue;
        all.push(await rewrapThreads(tx, this.keys, compartment, batchSize));
      }
      if (all.every(({ count }) => count === 0)) await noteEmptyEpochs(tx, this.keys);
      return all;
    });
    // Durable now: these threads, each complete. The rest is found by epoch in the next run. A damaged key holds its own epoch
    // alone.
    for (const { damage } of done) if (damage !== undefined) this.onDamage(damage);
    return done.some(({ count, looked }) => count > 0 && looked === batchSize);
  }
}
