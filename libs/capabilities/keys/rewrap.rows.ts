import { compartments, isCoded, type Compartment, type ThreadId } from '#kernel';
import { threadColumns, type ThreadRecord } from '#threads';
import type { Tx } from '#store';
import { unwrapThreadKey, wrapThreadKey, type KeyRing } from '#trust';

export interface Rewrapped {
  readonly count: number;
  readonly looked: number;
  /** Threads whose key does not decrypt and stays as it is, each with its error. */
  readonly damaged: ReadonlyMap<ThreadId, unknown>;
}

export const rewrapBatch = 100;

/** Encrypts up to `rewrapBatch` thread keys again under the newest storage key. Skips locked threads and those in `except`. */
export async function rewrapThreads(
  tx: Tx,
  keys: KeyRing,
  compartment: Compartment,
  except: readonly ThreadId[],
): Promise<Rewrapped> {
  const newest = keys.storageKey(compartment);
  const past = keys.epochs(compartment).filter((epoch) => epoch < newest.epoch);
  if (past.length === 0) return { count: 0, looked: 0, damaged: new Map() };
  const rows = await tx.query<ThreadRecord>(
    `select ${threadColumns} from cases.thread
     where compartment = $1 and key_epoch = any ($2::integer[]) and key_wrapped is not null
       and id <> all ($3::uuid[])
     limit ${rewrapBatch} for update skip locked`,
    [compartment, past, except],
  );
  const rewrapped = (thread: ThreadRecord): Uint8Array => {
    const old = keys.storageKeyOf(compartment, thread.keyEpoch);
    const key = unwrapThreadKey(thread.keyWrapped ?? new Uint8Array(), thread, old);
    try {
      return wrapThreadKey(key, thread, newest);
    } finally {
      key.fill(0);
    }
  };
  const wrapped: { readonly id: ThreadId; readonly key: Uint8Array }[] = [];
  const damaged = new Map<ThreadId, unknown>();
  for (const thread of rows)
    try {
      wrapped.push({ id: thread.id, key: rewrapped(thread) });
    } catch (error) {
      if (!isCoded(error) || error.code !== 'STORAGE_CORRUPT') throw error;
      damaged.set(thread.id, error);
    }
  const looked = rows.length;
  if (wrapped.length === 0) return { count: 0, looked, damaged };
  await tx.query(
    `update cases.thread t set key_epoch = $1, key_wrapped = w.key
     from unnest($2::uuid[], $3::bytea[]) as w (id, key) where t.id = w.id`,
    [newest.epoch, wrapped.map(({ id }) => id), wrapped.map(({ key }) => key)],
  );
  return { count: wrapped.length, looked, damaged };
}

/**
 * Stores which old storage keys no thread or upload uses any more, and since when. Only older database backups still need
 * these keys.
 */
export async function noteEmptyEpochs(tx: Tx, keys: KeyRing): Promise<void> {
  for (const compartment of compartments) {
    if (keys.epochs(compartment).length === 0) continue;
    const newest = keys.storageKey(compartment).epoch;
    const past = keys.epochs(compartment).filter((epoch) => epoch < newest);
    const used = await tx.query<{ epoch: number }>(
      // Compares with the first epoch that is not older, so that the index by epoch is used even for empty epochs.
      `select e.epoch from unnest($2::integer[]) as e (epoch)
       where e.epoch in (
         (select min(t.key_epoch) from cases.thread t
          where t.compartment = $1 and t.key_epoch >= e.epoch and t.key_wrapped is not null),
         (select min(u.key_epoch) from cases.upload u where u.compartment = $1 and u.key_epoch >= e.epoch))`,
      [compartment, past],
    );
    const alive = used.map(({ epoch }) => epoch);
    const empty = past.filter((epoch) => !alive.includes(epoch));
    await tx.query(
      `delete from ops.storage_epoch where compartment = $1 and epoch = any ($2::integer[])`,
      [compartment, [...alive, newest]],
    );
    await tx.query(
      `insert into ops.storage_epoch (compartment, epoch) select $1, unnest($2::integer[])
       on conflict do nothing`,
      [compartment, empty],
    );
  }
}
