import type { Tx } from '#store';
import type { Tile } from '#tlog';
import { JournalError } from './errors.js';

/** Most events that get their place in one batch. */
export const MAX_SEQUENCED = 1_024;

/** "audit" as a number: one sequencer at a time. */
const lockKey = 418_313_136_500;
/** Events that one look for forgotten ones goes through, newest first: more than five minutes of the highest rate measured. */
const mostLookedAt = 1_000_000;

/** What the database says of the log. */
export interface LogState {
  readonly size: number;
  readonly root: Buffer;
  /** The newest signed checkpoint; undefined before the first batch. */
  readonly note: Buffer | undefined;
  readonly released: number;
  /** A witness has shown that this database must not be signed any more. */
  readonly halted: boolean;
}

export interface TakenEvent {
  readonly event: string;
  readonly typ: string;
  readonly leafHash: Buffer;
}

export interface LogBatch {
  readonly events: readonly TakenEvent[];
  readonly tiles: readonly Tile[];
  /** Size, root and signed note of the tree with the batch. */
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: Uint8Array;
}

/**
 * The sequencer's statements; only the audit service's role may run them. Each belongs to a transaction that holds the
 * lock, which ends with it.
 */
export class LogRows {
  /** @throws JournalError LOG_BUSY when another process holds it */
  async lock(tx: Tx): Promise<void> {
    await locked(tx, 'select pg_try_advisory_xact_lock($1) as held');
  }

  /**
   * The lock for a transaction that only releases: its commit does not wait for the disk, because a release that a
   * crash of the database loses is found again from the head file, which is on disk by then.
   */
  async lockToRelease(tx: Tx): Promise<void> {
    await locked(
      tx,
      `select pg_try_advisory_xact_lock($1) as held, set_config('synchronous_commit', 'off', true)`,
    );
  }

  async state(tx: Tx): Promise<LogState> {
    const [row] = await tx.query<{
      size: number | null;
      root: Buffer | null;
      note: string | null;
      released: number;
      halted: boolean;
    }>(
      `select c.size, c.root, c.note, r.size as released, exists (select from journal.halt) as halted
       from journal.released r left join lateral
         (select * from journal.checkpoint order by size desc limit 1) c on true`,
    );
    if (row === undefined) throw new JournalError('LOG_DAMAGED', 'released');
    return {
      size: row.size ?? 0,
      root: row.root ?? Buffer.alloc(0),
      note: row.note === null ? undefined : Buffer.from(row.note),
      released: row.released,
      halted: row.halted,
    };
  }

  /**
   * Takes waiting events off the list, lowest positions first; `taken` counts all rows taken. An entry without an event,
   * or for one that has its place already, is no event and only disappears from the list.
   */
  async take(tx: Tx): Promise<{ readonly taken: number; readonly events: readonly TakenEvent[] }> {
    const rows = await tx.query<{ event: string; typ: string; leafHash: Buffer | null }>(
      `with taken as (
         delete from journal.pending where position in
           (select position from journal.pending order by position limit ${MAX_SEQUENCED})
         returning position, event)
       select t.event, e.typ, case when l.event is null then e.leaf_hash end as "leafHash" from taken t
         left join journal.event e on e.id = t.event left join journal.leaf l on l.event = t.event
       order by t.position`,
    );
    const events = rows.flatMap(({ event, typ, leafHash }) =>
      leafHash === null ? [] : [{ event, typ, leafHash }],
    );
    return { taken: rows.length, events };
  }

  /** Writes leaves, tiles and checkpoint of a batch in one statement. */
  async append(tx: Tx, batch: LogBatch): Promise<void> {
    const first = batch.size - batch.events.length;
    await tx.query(
      `with l as (
         insert into journal.leaf (index, event, leaf_hash)
           select $1 + n - 1, event, leaf_hash
           from unnest($2::uuid[], $3::bytea[]) with ordinality as u (event, leaf_hash, n)),
       t as (
         insert into journal.tile (level, index, hashes)
           select * from unnest($4::integer[], $5::bigint[], $6::bytea[])
           on conflict (level, index) do update set hashes = excluded.hashes)
       insert into journal.checkpoint (size, root, note) values ($7, $8, $9)`,
      [
        first,
        batch.events.map(({ event }) => event),
        batch.events.map(({ leafHash }) => leafHash),
        batch.tiles.map(({ level }) => level),
        batch.tiles.map(({ index }) => index),
        batch.tiles.map(({ hashes }) => hashes),
        batch.size,
        batch.root,
        Buffer.from(batch.note).toString(),
      ],
    );
  }

  async release(tx: Tx, size: number): Promise<void> {
    await tx.query('update journal.released set size = $1 where size < $1', [size]);
  }

  /**
   * Events older than 60 s without a place: still waiting, or recorded within `seconds` and no longer even waiting; of
   * the newest million, so that the look stays short in a long log. Counts to 1,000.
   */
  async forgotten(tx: Tx, seconds: number): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `select count(*) as count from (
         (select e.id from journal.pending p join journal.event e on e.id = p.event
          where e.recorded_at < clock_timestamp() - interval '60 s' order by p.position limit 1000)
         union
         (select e.id from (select id, recorded_at from journal.event order by id desc limit ${mostLookedAt}) e
          where e.recorded_at between clock_timestamp() - make_interval(secs => $1)
            and clock_timestamp() - interval '60 s'
          and not exists (select from journal.leaf l where l.event = e.id) limit 1000)
         limit 1000) x`,
      [seconds],
    );
    return row?.count ?? 0;
  }
}

async function locked(tx: Tx, sql: string): Promise<void> {
  const [row] = await tx.query<{ held: boolean }>(sql, [lockKey]);
  if (row?.held !== true) throw new JournalError('LOG_BUSY');
}
