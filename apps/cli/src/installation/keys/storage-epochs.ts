import { compartments, type Compartment } from '#kernel';
import { keyFile } from '#trust';
import { destroyEpoch, newestOf, spread, type EpochFiles } from './epoch-files.js';
import type { EpochUse } from './epoch-use.js';
import { storageServices, type Layout } from '../layout.js';

export const epochMs = 30 * 24 * 3_600_000;

export interface Epoch {
  readonly compartment: Compartment;
  readonly epoch: number;
}

export const storageFiles = (compartment: Compartment): EpochFiles => ({
  services: storageServices,
  name: (epoch) => keyFile.storage(compartment, epoch),
});

/**
 * Makes a new storage key for each compartment whose newest key is 30 days old. Services use the new key only after a minute,
 * when every service has it. @returns the new epochs
 */
export async function beginEpochs(layout: Layout, at: Date): Promise<Epoch[]> {
  const begun = [];
  for (const compartment of compartments) {
    const files = storageFiles(compartment);
    const newest = await newestOf(layout, files);
    if (newest === undefined) continue;
    await spread(layout, files.services, files.name(newest.epoch));
    if (at.getTime() - newest.madeAt.getTime() < epochMs) continue;
    const epoch = newest.epoch + 1;
    await spread(layout, files.services, files.name(epoch));
    begun.push({ compartment, epoch });
  }
  return begun;
}

/**
 * Destroys old storage keys that no thread or upload has needed for `horizonMs`. Content under a destroyed key becomes
 * unreadable, even in backups. @returns the epochs destroyed now
 */
export async function destroyEpochs(
  layout: Layout,
  uses: readonly EpochUse[],
  horizonMs: number,
  at: Date,
): Promise<Epoch[]> {
  const destroyed = [];
  for (const { compartment, epoch, wrapped, emptiedAt } of uses) {
    if (wrapped > 0 || emptiedAt === null || at.getTime() - emptiedAt.getTime() < horizonMs)
      continue;
    const files = storageFiles(compartment);
    const newest = await newestOf(layout, files);
    // The newest key is for new threads, whatever the database says.
    if (newest === undefined || epoch >= newest.epoch) continue;
    if (await destroyEpoch(layout, files, epoch)) destroyed.push({ compartment, epoch });
  }
  return destroyed;
}
