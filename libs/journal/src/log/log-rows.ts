import type { Tx } from '#store';
import type { Tile } from '#tlog';
import { JournalError } from '../errors.js';
import { releasedSizeSql } from './released-size.js';

export const MAX_SEQUENCED = 1_024;

const lockKey = 418_313_136_500;
const mostLookedAt = 1_000_000;

export interface LogState {
  readonly size: number;
  readonly root: Buffer;
  readonly note: Buffer | undefined;
  readonly released: number;
  readonly halted: boolean;
}

export interface TakenEvent {
  readonly event: string;
  readonly typ: string;
  readonly leafHash: Buffer;
}

export interface Taken {
  readonly state: Omit<LogState, 'note'>;
  readonly taken: number;
  readonly events: readonly TakenEvent[];
}

export interface LogBatch {
  readonly events: readonly TakenEvent[];
  readonly tiles: readonly Tile[];
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: Uint8Array;
}

const logState = `${releasedSizeSql} r left join lateral
         (select * from journal.checkpoint order by size desc limit 1) c on true`;
const stateColumns = `c.size, c.root, r.size as released, exists (select from journal.halt) as halted`;

export interface LogStand {
  readonly pending: boolean;
  readonly halted: boolean;
  readonly size: number;
  readonly released: number;
  readonly root: string;
}

export const logStandSql = `(select jsonb_build_object('pending', exists (select from journal.pending),
    'halted', exists (select from journal.halt), 'size', coalesce(c.size, 0), 'released', r.size,
    'root', coalesce(encode(c.root, 'hex'), '')) from ${logState})`;

interface StateRow {
  readonly size: number | null;
  readonly root: Buffer | null;
  readonly released: number;
  readonly halted: boolean;
}

/**
 * SQL statements of the sequencer, which appends waiting events to the log. All except `forgotten` run under the sequencer's
 * advisory lock.
 */
export class LogRows {
  async lock(tx: Tx): Promise<void> {
    const sql = 'select pg_try_advisory_xact_lock($1) as held';
    requireHeld(await tx.query<Held>(sql, [lockKey]));
  }

  async state(tx: Tx): Promise<LogState> {
    const [row] = await tx.query<StateRow & { readonly note: string | null }>(
      `select ${stateColumns}, c.note from ${logState}`,
    );
    const note = row?.note == null ? undefined : Buffer.from(row.note);
    return { ...stateOf(row), note };
  }

  /**
   * Takes the lock, then removes and returns the oldest waiting events with the log state. State may predate another
   * process's commit; `append` then fails. @throws JournalError LOG_BUSY if another process holds the lock
   */
  async takePending(tx: Tx): Promise<Taken> {
    const rows = await tx.query<Held & StateRow & TakenColumns>(
      `with held as materialized (select pg_try_advisory_xact_lock($1) as held),
       taken as (
         delete from journal.pending where (select held from held) and position in
           (select position from journal.pending order by position limit ${MAX_SEQUENCED})
         returning position, event)
       select h.held, ${stateColumns}, t.* from held h cross join ${logState} cross join (
         select count(*) as taken, array_agg(t.event order by t.position) as events,
           array_agg(e.typ order by t.position) as typs,
           array_agg(case when l.event is null then e.leaf_hash end order by t.position) as hashes
         from taken t left join journal.event e on e.id = t.event left join journal.leaf l on l.event = t.event) t`,
      [lockKey],
    );
    const { taken, events, typs, hashes } = requireHeld(rows);
    return {
      state: stateOf(rows[0]),
      taken,
      events: (events ?? []).flatMap((event, i) => {
        const [typ, leafHash] = [typs?.[i], hashes?.[i]];
        return typ == null || leafHash == null ? [] : [{ event, typ, leafHash }];
      }),
    };
  }

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
    await tx.query('update journal.released set size = $1 where one and size < $1', [size]);
  }

  /**
   * Takes the sequencer's lock and raises the released size to `size`. The commit does not wait for the disk; after a crash,
   * `reconcile` sets the size again. @throws JournalError LOG_BUSY if another process holds the lock
   */
  async lockAndRelease(tx: Tx, size: number): Promise<void> {
    const rows = await tx.query<Held>(
      `with held as materialized (select pg_try_advisory_xact_lock($1) as held),
       done as (update journal.released set size = $2 where one and size < $2 and (select held from held))
       select held, set_config('synchronous_commit', 'off', true) from held`,
      [lockKey, size],
    );
    requireHeld(rows);
  }

  /**
   * Counts events still missing from the log 60 s after recording, at most 1,000. Events outside the queue count only up to
   * age `seconds`.
   */
  async forgotten(tx: Tx, seconds: number): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `select count(*) as count from (
         (select e.id from journal.pending p join journal.event e on e.id = p.event
          where e.recorded_at < statement_timestamp() - interval '60 s' order by p.position limit 1000)
         union
         (select e.id from (select id, recorded_at from journal.event order by id desc limit ${mostLookedAt}) e
          where e.recorded_at between statement_timestamp() - make_interval(secs => $1)
            and statement_timestamp() - interval '60 s'
          and not exists (select from journal.leaf l where l.event = e.id) limit 1000)
         limit 1000) x`,
      [seconds],
    );
    return row?.count ?? 0;
  }
}

interface Held {
  readonly held: boolean;
}

interface TakenColumns {
  readonly taken: number;
  readonly events: readonly string[] | null;
  readonly typs: readonly (string | null)[] | null;
  readonly hashes: readonly (Buffer | null)[] | null;
}

function requireHeld<T extends Held>([row]: readonly T[]): T {
  // Fails when the row of `released` or the lock is missing.
  if (row === undefined) throw new JournalError('LOG_DAMAGED', 'released');
  if (!row.held) throw new JournalError('LOG_BUSY');
  return row;
}

function stateOf(row: StateRow | undefined): Omit<LogState, 'note'> {
  if (row === undefined) throw new JournalError('LOG_DAMAGED', 'released');
  const { size, root, released, halted } = row;
  return { size: size ?? 0, root: root ?? Buffer.alloc(0), released, halted };
}
