import { noteEmptyEpochs, rewrapThreads } from './rewrap.rows.js';
import { compartments } from '#kernel';
import type { Store } from '#store';
import type { KeyRing } from '#trust';

/** Small, so that nobody waits for a thread that is being wrapped anew. */
const batchSize = 100;

/**
 * Wraps the keys of living threads under the newest storage key, so that an older one is needed by backups alone and can
 * be destroyed when the oldest of them that may be restored is old enough.
 */
export class RewrapThreads {
  constructor(
    private readonly store: Store,
    private readonly keys: KeyRing,
  ) {}

  /** True when more may be due. Errors: TrustError KEY_MISSING, STORAGE_CORRUPT. */
  run(): Promise<boolean> {
    return this.store.transaction({ step: 'rewrap-threads' }, async (tx) => {
      let most = 0;
      for (const compartment of compartments) {
        if (this.keys.epochs(compartment).length === 0) continue;
        most = Math.max(most, await rewrapThreads(tx, this.keys, compartment, batchSize));
      }
      if (most === 0) await noteEmptyEpochs(tx, this.keys);
      return most === batchSize;
      // Durable now: these threads, each whole. Whatever is left is found by its epoch.
    });
  }
}
