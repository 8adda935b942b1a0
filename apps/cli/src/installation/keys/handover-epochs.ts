import { PostgresCluster } from '#runner';
import { asAdmin, type Connection } from '#store';
import { keyFile } from '#trust';
import { destroyEpoch, epochsThere, newestOf, spread, type EpochFiles } from './epoch-files.js';
import { databaseName, firstEpoch, handoverServices, type Layout } from '../layout.js';

/** Age (ms) at which a new hand-over key is made. Hand-over keys encrypt thread keys for the evidence service. */
export const handoverMs = 24 * 3_600_000;
// Time (ms) after which no service uses the previous key; they switch within a minute.
const overMs = 3_600_000;

const files: EpochFiles = { services: handoverServices, name: keyFile.handover };

/** Gives `handoverServices` the newest hand-over key. Makes a new key if no key exists or the newest key is a day old. */
export async function beginHandover(layout: Layout, at: Date): Promise<void> {
  const newest = await newestOf(layout, files);
  if (newest === undefined) return spread(layout, handoverServices, files.name(firstEpoch));
  await spread(layout, handoverServices, files.name(newest.epoch));
  if (at.getTime() - newest.madeAt.getTime() >= handoverMs)
    await spread(layout, handoverServices, files.name(newest.epoch + 1));
}

/**
 * Destroys every hand-over key except the newest and those in `needed`. Does nothing until the newest key is an hour old.
 * @returns the destroyed epochs
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
