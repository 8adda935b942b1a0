import {
  documentKinds,
  type AuthorityId,
  type DocumentKind,
  type Side,
  type StateCode,
  type ThreadId,
} from '#kernel';
import { isStep } from '#capabilities/halts/operations.model';
import { keptItemOf, type KeptFile, type Schedule } from './schedule.model.js';
import type { KeptItem } from './retention.schema.js';
import { ThreadsError, threadColumns, type ThreadRecord } from '#threads';
import type { Tx } from '#store';
import { decisionValues, notStopped, type HoldDecision } from './open-case/open-case.rows.js';

export interface DueFile extends ThreadRecord {
  readonly endedAt: Date | null;
  readonly reviewAt: Date;
  readonly dueAt: Date;
  readonly eraseAt: Date | null;
  readonly erasureWantedAt: Date | null;
}

export interface FileInRetention extends ThreadRecord, KeptFile {
  readonly reviewDueAt: Date | null;
  readonly now: Date;
}

export interface OpenReviews {
  readonly count: number;
  readonly oldestSeconds: number;
  /** Number of threads still not erased one hour after `eraseAt`, for example because of a hold or a failing erasure. */
  readonly overstayed: number;
  readonly stopped: number;
}

type Raw = ThreadRecord & {
  readonly withdrawn: boolean;
  readonly lastAt: Date;
  readonly signedMonths: number | null;
  readonly kinds: readonly DocumentKind[];
  readonly attached: boolean;
  readonly notedAt: Date | null;
  readonly keptUntil: Date | null;
  readonly keptAt: Date | null;
  readonly keptEraseAt: Date | null;
  readonly reviewDueAt: Date | null;
  readonly now: Date;
};

const steps = documentKinds.filter((kind) => kind === 'withdrawal' || isStep(kind));

/** SQL condition: thread not erased, review due. After a decision to erase, the review stays due until the erasure. */
const isDue = 'key_wrapped is not null and review_due_at is not null';

export interface FilesAfter {
  readonly limit: number;
  readonly after: ThreadId | null;
}

/** Review and erasure dates of threads. The sealer computes the dates anew after each change of a thread. */
export class RetentionRows {
  noted(tx: Tx, { id }: ThreadRecord): void {
    tx.send(`update cases.thread set retention_rule = -1 where id = $1`, [id]);
  }

  async toLookAt(tx: Tx, rule: number, limit: number): Promise<FileInRetention[]> {
    const rows = await tx.query<Raw>(
      `select ${threadColumns}, signed_months as "signedMonths", kept_until as "keptUntil",
         kept_at as "keptAt", kept_erase_at as "keptEraseAt", review_due_at as "reviewDueAt", clock_timestamp() as now,
         coalesce((select max(d.committed_at) from cases.dispatch d where d.thread = t.id), opened_at) as "lastAt",
         coalesce((select d.kind = 'withdrawal' from cases.dispatch d where d.thread = t.id and d.direction = 'OUT'
             and d.kind = any ($2::text[])
           order by d.committed_at desc, d.id desc limit 1), false) as withdrawn,
         array (select distinct d.kind from cases.dispatch d where d.thread = t.id) as kinds,
         exists (select from cases.attachment a join cases.dispatch d on d.id = a.dispatch
           where d.thread = t.id) as attached,
         (select min(n.written_at) from cases.note n where n.thread = t.id) as "notedAt"
       from cases.thread t
       where id in (
           (select id from cases.thread where key_wrapped is not null and retention_rule < $1 limit ${limit})
           union all
           (select id from cases.thread where key_wrapped is not null and retention_rule > $1 limit ${limit})
           union all
           (select id from cases.thread where key_wrapped is not null and review_due_at is null
              and review_at <= statement_timestamp() limit ${limit}))
       limit ${limit} for update of t skip locked`,
      [rule, steps],
    );
    return rows.map(({ kinds, attached, ...row }) => {
      const items = new Set<Exclude<KeptItem, 'NOTE'>>(kinds.map(keptItemOf));
      if (attached) items.add('ATTACHMENT');
      return { ...row, items: [...items] };
    });
  }

  schedule(
    tx: Tx,
    rule: number,
    looks: readonly (Schedule & { readonly thread: ThreadId; readonly due: Date | null })[],
  ): void {
    tx.send(
      `update cases.thread t set retention_rule = $1, ended_at = u.ended, review_at = u.review,
         erase_at = u.erase, review_due_at = u.due
       from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[])
         as u (thread, ended, review, erase, due)
       where t.id = u.thread`,
      [
        rule,
        looks.map(({ thread }) => thread),
        looks.map(({ endedAt }) => endedAt),
        looks.map(({ reviewAt }) => reviewAt),
        looks.map(({ eraseAt }) => eraseAt),
        looks.map(({ due }) => due),
      ],
    );
  }

  /**
   * Locks and returns the thread whose erasure is longest overdue, or undefined. Skips threads with a hold or an erasure
   * stop.
   */
  async expired(
    tx: Tx,
    rule: number,
    held: readonly ThreadId[],
    decisions: readonly HoldDecision[],
  ): Promise<ThreadId | undefined> {
    const [row] = await tx.query<{ id: ThreadId }>(
      `select id from cases.thread t
       where key_wrapped is not null and erase_at <= statement_timestamp() and retention_rule = $1
         and id <> all ($2::uuid[]) and ${notStopped(3)}
       order by erase_at limit 1 for update skip locked`,
      [rule, held, ...decisionValues(decisions)],
    );
    return row?.id;
  }

  async peersOf(tx: Tx, threads: readonly ThreadId[]): Promise<readonly StateCode[]> {
    if (threads.length === 0) return [];
    const rows = await tx.query<{ peer: StateCode }>(
      'select distinct peer from cases.thread where id = any ($1::uuid[])',
      [threads],
    );
    return rows.map(({ peer }) => peer);
  }

  async due(
    tx: Tx,
    desk: { readonly side: Side; readonly authority: AuthorityId },
    { limit, after }: FilesAfter,
  ): Promise<DueFile[]> {
    const { side, authority } = desk;
    const dueAt = await this.#dueAt(tx, after);
    return tx.query<DueFile>(
      `select ${dueColumns} from cases.thread
       where authority = $1 and side = $2 and ${isDue}
         ${dueAt === null ? '' : 'and (review_due_at, id) > ($4, $5::uuid)'}
       order by review_due_at, id limit $3`,
      [authority, side, limit, ...(dueAt === null ? [] : [dueAt, after])],
    );
  }

  async #dueAt(tx: Tx, thread: ThreadId | null): Promise<Date | null> {
    if (thread === null) return null;
    const [row] = await tx.query<{ at: Date }>(
      `select review_due_at as at from cases.thread where id = $1 and ${isDue}`,
      [thread],
    );
    if (row === undefined) throw new ThreadsError('NOT_FOUND', 'after');
    return row.at;
  }

  async dueOf(tx: Tx, thread: ThreadId): Promise<DueFile | undefined> {
    const [row] = await tx.query<DueFile>(
      `select ${dueColumns} from cases.thread where id = $1 and ${isDue}`,
      [thread],
    );
    return row;
  }

  async keepUntil(tx: Tx, thread: ThreadId, until: string): Promise<void> {
    await tx.query(
      `update cases.thread set kept_until = $2, kept_at = clock_timestamp(), kept_erase_at = erase_at,
         erasure_wanted_at = null, retention_rule = -1
       where id = $1`,
      [thread, until],
    );
  }

  async wantErased(tx: Tx, thread: ThreadId): Promise<void> {
    await tx.query(`update cases.thread set erasure_wanted_at = clock_timestamp() where id = $1`, [
      thread,
    ]);
  }

  async open(tx: Tx): Promise<OpenReviews> {
    const [row] = await tx.query<OpenReviews>(
      `select count(*)::int as count,
         coalesce(floor(extract(epoch from clock_timestamp() - min(review_due_at))), 0)::int as "oldestSeconds",
         (select count(*)::int from cases.thread
          where key_wrapped is not null and erase_at < statement_timestamp() - interval '1 hour') as overstayed,
         (select count(*)::int from cases.erasure_stop where stands) as stopped
       from cases.thread where ${isDue}`,
    );
    return row ?? { count: 0, oldestSeconds: 0, overstayed: 0, stopped: 0 };
  }
}

const dueColumns = `${threadColumns}, ended_at as "endedAt", review_at as "reviewAt", review_due_at as "dueAt",
  erase_at as "eraseAt", erasure_wanted_at as "erasureWantedAt"`;
