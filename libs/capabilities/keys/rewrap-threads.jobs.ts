import { noteEmptyEpochs, rewrapThreads } from './rewrap.rows.js';
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
  ) {}

  run(): Promise<boolean> {
    return this.store.transaction({ step: 'rewrap-threads' }, async (tx) => {
      let most = 0;
      for (const compartment of compartments) {
        if (this.keys.epochs(compartment).length === 0) continue;
        most = Math.max(most, await rewrapThreads(tx, this.keys, compartment, batchSize));
      }
      if (most === 0) await noteEmptyEpochs(tx, this.keys);
      return most === batchSize;
      // Durable now: these threads, each complete. The rest is found by epoch in the next run.
    });
  }
}
