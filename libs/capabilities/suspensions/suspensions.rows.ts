import { timestamp, type DocumentId, type OfficerId, type ThreadId } from '#kernel';
import type { StopView } from './suspensions.contract.js';
import { ThreadsError, type ThreadRecord } from '#threads';
import type { Tx } from '#store';

export interface StopRow {
  readonly id: string;
  readonly thread: ThreadId;
  readonly raisedBy: OfficerId;
  readonly raisedAt: Date;
  readonly content: Buffer | null;
  readonly withdrawal: DocumentId | null;
  readonly liftProposedBy: OfficerId | null;
  readonly liftProposedAt: Date | null;
  readonly liftContent: Buffer | null;
  readonly liftedBy: OfficerId | null;
  readonly liftedAt: Date | null;
}

/** Threads whose opening document has not been sealed. NOT_YET: waiting for the sealer; NEVER: blocked, so it is never sent. */
export type Unsent = ReadonlyMap<ThreadId, 'NOT_YET' | 'NEVER'>;

interface Asked {
  readonly asked: ThreadId;
  readonly fate: 'NOT_YET' | 'NEVER' | null;
}

const columns = `id, thread, raised_by as "raisedBy", raised_at as "raisedAt", content, withdrawal,
  proposed_by as "liftProposedBy", proposed_at as "liftProposedAt", lift_text as "liftContent",
  lifted_by as "liftedBy", lifted_at as "liftedAt"`;

/**
 * Name of an encrypted reason, used as associated data of the encryption. A ciphertext copied into another row therefore does
 * not decrypt.
 */
export const stopName = (id: string): string => `stop:${id}`;
export const liftName = (id: string): string => `stop-lift:${id}`;

export class Stops {
  async open(tx: Tx, threads: readonly ThreadId[]): Promise<ReadonlyMap<ThreadId, StopRow>> {
    const rows = await tx.query<StopRow>(
      `select ${columns} from cases.stop where thread = any ($1::uuid[]) and lifted_at is null`,
      [threads],
    );
    return new Map(rows.map((row) => [row.thread, row]));
  }

  async leaving(
    tx: Tx,
    threads: readonly ThreadId[],
  ): Promise<{ readonly stops: ReadonlyMap<ThreadId, StopRow>; readonly unsent: Unsent }> {
    const rows = await tx.query<(StopRow | { id: null }) & Asked>(
      `select t.asked, s.*, (select case when state = 'VOID' then 'NEVER' else 'NOT_YET' end from mailbox.outbox
         where dispatch = t.asked and thread = t.asked and sealed_at is null) as fate
       from unnest($1::uuid[]) as t (asked)
       left join (select ${columns} from cases.stop where lifted_at is null) s on s.thread = t.asked`,
      [threads],
    );
    return {
      stops: new Map(rows.flatMap((row) => (row.id === null ? [] : [[row.thread, row]]))),
      unsent: new Map(rows.flatMap(({ asked, fate }) => (fate === null ? [] : [[asked, fate]]))),
    };
  }

  all(tx: Tx, thread: ThreadId): Promise<StopRow[]> {
    return tx.query<StopRow>(
      `select ${columns} from cases.stop where thread = $1 order by raised_at, id`,
      [thread],
    );
  }

  /**
   * Suspends the thread: time limits stop, and no alerts are raised. @throws ThreadsError THREAD_STOPPED when suspended
   * already
   */
  async raise(
    tx: Tx,
    thread: ThreadRecord,
    stop: Pick<StopRow, 'id' | 'raisedBy' | 'withdrawal'> & { readonly content: Uint8Array },
  ): Promise<StopRow> {
    const [row] = await tx.query<StopRow>(
      `insert into cases.stop (id, thread, authority, compartment, raised_by, content, withdrawal)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning ${columns}`,
      [
        stop.id,
        thread.id,
        thread.authority,
        thread.compartment,
        stop.raisedBy,
        stop.content,
        stop.withdrawal,
      ],
    );
    if (row === undefined) throw new ThreadsError('THREAD_STOPPED');
    await tx.query(
      `update cases.thread set due_at = null, watch_at = null, updated_at = clock_timestamp()
       where id = $1`,
      [thread.id],
    );
    return row;
  }

  async propose(tx: Tx, stop: StopRow, officer: OfficerId, content: Uint8Array): Promise<StopRow> {
    const [row] = await tx.query<StopRow>(
      `update cases.stop set proposed_by = $2, proposed_at = clock_timestamp(), lift_text = $3
       where id = $1 and lifted_at is null returning ${columns}`,
      [stop.id, officer, content],
    );
    if (row === undefined) throw new ThreadsError('NOT_STOPPED');
    return row;
  }

  async lift(tx: Tx, stop: StopRow, officer: OfficerId): Promise<void> {
    await tx.query(
      `update cases.stop set lifted_by = $2, lifted_at = clock_timestamp() where id = $1 and lifted_at is null`,
      [stop.id, officer],
    );
  }
}

export const stopView = (row: StopRow): StopView => ({
  stop: row.id,
  raisedBy: row.raisedBy,
  raisedAt: timestamp(row.raisedAt),
  withdrawal: row.withdrawal,
  liftProposedBy: row.liftProposedBy,
  liftProposedAt: row.liftProposedAt === null ? null : timestamp(row.liftProposedAt),
});
