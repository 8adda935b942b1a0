import { PostgresCluster } from '#runner';
import { asAdmin, type Connection } from '#store';
import { keyFile } from '#trust';
import { destroyEpoch, epochsThere, newestOf, spread, type EpochFiles } from './epoch-files.js';
import { databaseName, firstEpoch, handoverServices, type Layout } from '../layout.js';

/** How long keys of threads are handed over under one key. No horizon is shorter. */
export const handoverMs = 24 * 3_600_000;
/** After which nobody hands over under the key before the newest any more: it settles within a minute. */
const overMs = 3_600_000;

const files: EpochFiles = { services: handoverServices, name: keyFile.handover };

/**
 * Begins a new epoch of the key of the hand-over once its newest is a day old, or there is none. What a crash left half done is
 * done first.
 */
export async function beginHandover(layout: Layout, at: Date): Promise<void> {
  const newest = await newestOf(layout, files);
  if (newest === undefined) return spread(layout, handoverServices, files.name(firstEpoch));
  await spread(layout, handoverServices, files.name(newest.epoch));
  if (at.getTime() - newest.madeAt.getTime() >= handoverMs)
    await spread(layout, handoverServices, files.name(newest.epoch + 1));
}

/**
 * Destroys the keys of past epochs that no package in the making needs. No backup needs one: what it brings back half made is
 * asked for again. @returns the epochs whose last key file went now
 */
export async function destroyHandovers(
  layout: Layout,
  needed: ReadonlySet<number>,
  at: Date,
): Promise<number[]> {
  const newest = await newestOf(layout, files);
  if (newest === undefined || at.getTime() - newest.madeAt.getTime() < overMs) return [];
  const gone: number[] = [];
  for (const epoch of await epochsThere(layout, files)) {
    if (epoch >= newest.epoch || needed.has(epoch)) continue;
    if (await destroyEpoch(layout, files, epoch)) gone.push(epoch);
  }
  return gone;
}

/** Asks the running database, as its administrator, which epochs wrap the key of a thread. */
export const readHandoverUse = (layout: Layout): Promise<ReadonlySet<number>> =>
  handoverUseOf(new PostgresCluster(layout.postgres).admin(databaseName));

export function handoverUseOf(database: Connection): Promise<ReadonlySet<number>> {
  return asAdmin(database, async (admin) => {
    const rows = await admin.query<{ readonly epoch: number }>(
      `SELECT key_epoch AS epoch FROM cases.package WHERE thread_key IS NOT NULL
       UNION SELECT key_epoch FROM cases.package_certificate WHERE thread_key IS NOT NULL`,
    );
    return new Set(rows.map(({ epoch }) => epoch));
  });
}
