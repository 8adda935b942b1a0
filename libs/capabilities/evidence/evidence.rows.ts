import { noticeHours, type EvidenceOwed } from './evidence.lists.js';
import type { DocumentId, DocumentKind, Side, ThreadId } from '#kernel';
import type { OpenEvidence, OwedAsked } from './evidence.contract.js';
import { answerable, arrived, byThread, lostOf, type ThreadRecord } from '#threads';
import type { Tx } from '#store';

type Direction = 'OUT' | 'IN';

export interface OwedRecord {
  readonly what: EvidenceOwed;
  readonly about: DocumentId;
  readonly thread: ThreadId;
  readonly own: boolean;
  readonly since: Date;
  readonly dueAt: Date | null;
}

export interface SaidIn {
  readonly thread: ThreadId;
  readonly document: DocumentId;
  readonly kind: DocumentKind;
  readonly direction: Direction;
}

export interface SaidBesides extends Omit<SaidIn, 'direction'> {
  readonly many: number;
}

export interface ConsentAnswer {
  readonly thread: ThreadId;
  readonly asked: DocumentId;
  readonly answer: DocumentId;
}

export interface NewMark {
  readonly thread: ThreadRecord;
  readonly item: DocumentId;
  readonly direction: Direction;
  readonly notice: DocumentId | null;
}

export interface DueNotice {
  readonly document: DocumentId;
  readonly thread: ThreadId;
  readonly own: boolean;
  /** True while this State or the neighbour must still send the notice, else false. */
  readonly owed: boolean;
  readonly underway: boolean;
  readonly deliveredAt: Date | null;
  readonly dueAt: Date | null;
  readonly hours: number;
  readonly recorded: boolean;
  readonly now: Date;
}

const hours = `case t.priority when 0 then ${noticeHours.life} else ${noticeHours.other} end`;
const due = (delivered: string): string => `${delivered} + make_interval(hours => ${hours})`;
const own = `(d.direction = 'OUT') = (d.kind = 'evidence-consent-request')`;
const noticed = (which: string): string => `exists (select from cases.dispatch n
  where n.thread = d.thread and n.kind = 'central-authority-notice' and ${which} and ${arrived('n')})`;

/**
 * Level of an overdue notice's alert: 1 for this State's notice, 2 for the neighbour's. Different levels let one thread store
 * both alerts.
 */
export const levelOf = (isOwn: boolean): number => (isOwn ? 1 : 2);

const owed = (threads: string): string => `
  select 'EVIDENCE_CONSENT' as what, d.id as about, d.thread, d.direction = 'IN' as own, d.committed_at as since,
    null::timestamptz as delivered
  from cases.dispatch d
  where d.kind = 'evidence-consent-request' and ${answerable('d')} and ${threads}
    and not exists (select from cases.dispatch a
      where a.thread = d.thread and a.kind = 'evidence-consent' and a.in_reply_to = d.id and ${arrived('a')})
    and not exists (select from cases.recall r
      where r.thread = d.thread and r.act = 'RECALL' and d.id = any (r.items)
        and ${arrived('r', 'r.document')})
  union all
  (select distinct on (d.thread, d.own) 'CENTRAL_AUTHORITY_NOTICE', d.id, d.thread, d.own, d.committed_at, d.delivered_at
   from (select id, thread, committed_at, delivered_at, ${own} as own
     from cases.dispatch d where evidential and kind in ('evidence-consent-request', 'evidence-consent')
       and ${answerable('d')}) d
   where ${threads} and not ${noticed(`(n.direction = 'OUT') = d.own`)}
   order by d.thread, d.own, d.committed_at, d.id)
  union all
  select 'EXCULPATORY_NOTICE', d.item, d.thread, true, d.marked_at, null
  from cases.exculpatory_mark d join cases.dispatch i on i.id = d.item
  where d.direction = 'OUT' and i.direction = 'IN' and ${threads}
    and not exists (select from cases.dispatch n
      where n.thread = d.thread and n.kind = 'exculpatory-notice' and n.in_reply_to = d.item and n.direction = 'OUT'
        and ${arrived('n')})`;

export class Evidence {
  async besides(
    tx: Tx,
    said: readonly SaidIn[],
  ): Promise<ReadonlyMap<ThreadId, readonly SaidBesides[]>> {
    const column = <T>(value: (row: SaidIn) => T) => said.map(value);
    const rows = await tx.query<SaidBesides>(
      `select u.thread, u.document, u.kind, (select count(*)::int from cases.dispatch d
         where d.thread = u.thread and d.kind = u.kind and d.direction = u.direction and d.id <> u.document) as many
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as u (thread, document, kind, direction)`,
      [
        column(({ thread }) => thread),
        column(({ document }) => document),
        column(({ kind }) => kind),
        column(({ direction }) => direction),
      ],
    );
    return byThread(rows);
  }

  async answers(
    tx: Tx,
    threads: readonly ThreadId[],
    asked: readonly DocumentId[],
  ): Promise<ReadonlyMap<ThreadId, readonly ConsentAnswer[]>> {
    const rows = await tx.query<ConsentAnswer>(
      `select d.thread, d.in_reply_to as asked, d.id as answer from cases.dispatch d
       where d.thread = any ($1::uuid[]) and d.kind = 'evidence-consent'
         and d.in_reply_to = any ($2::uuid[]) and ${arrived('d')}`,
      [threads, asked],
    );
    return byThread(rows);
  }

  /** Returns those of the given documents that never left this State or that the neighbour refused. */
  lost(tx: Tx, documents: readonly DocumentId[]): Promise<ReadonlySet<DocumentId>> {
    return lostOf(tx, documents);
  }

  async mark(tx: Tx, marks: readonly NewMark[]): Promise<ReadonlySet<DocumentId>> {
    if (marks.length === 0) return new Set();
    const column = <T>(value: (row: NewMark) => T) => marks.map(value);
    const rows = await tx.query<{ readonly item: DocumentId }>(
      `insert into cases.exculpatory_mark (item, thread, authority, compartment, direction, notice)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[])
       on conflict do nothing returning item`,
      [
        column(({ item }) => item),
        column(({ thread }) => thread.id),
        column(({ thread }) => thread.authority),
        column(({ thread }) => thread.compartment),
        column(({ direction }) => direction),
        column(({ notice }) => notice),
      ],
    );
    return new Set(rows.map(({ item }) => item));
  }

  async open(tx: Tx, threads: readonly ThreadId[]): Promise<ReadonlyMap<ThreadId, OpenEvidence>> {
    const rows = await tx.query<OpenEvidence & { readonly thread: ThreadId }>(
      `select thread, count(*) filter (where own)::int as owed, count(*) filter (where not own)::int as awaited
       from (${owed('d.thread = any ($1::uuid[])')}) o group by thread`,
      [threads],
    );
    return new Map(rows.map(({ thread, ...open }) => [thread, open]));
  }

  /**
   * Lists consents and notices that the officer's authority must send or awaits, newest first. Keeps rows of one document
   * together, even above `limit`.
   */
  listOwed(
    tx: Tx,
    side: Side,
    { limit, after }: Pick<OwedAsked, 'limit' | 'after'>,
  ): Promise<OwedRecord[]> {
    return tx.query<OwedRecord>(
      `select o.what, o.about, o.thread, o.own, o.since, ${due('o.delivered')} as "dueAt"
       from (${owed('true')}) o join cases.thread t on t.id = o.thread
       where t.side = $1 and t.key_wrapped is not null ${after === null ? '' : 'and o.about < $3'}
       order by o.about desc fetch first $2 rows with ties`,
      [side, limit, ...(after === null ? [] : [after])],
    );
  }

  dueNotices(tx: Tx, limit: number): Promise<DueNotice[]> {
    return tx.query<DueNotice>(
      `select d.id as document, d.thread, ${own} as own, d.delivered_at as "deliveredAt",
         ${hours} as hours, ${due('d.delivered_at')} as "dueAt", clock_timestamp() as now,
         ${answerable('d')} and t.key_wrapped is not null and not ${noticed(`(n.direction = 'OUT') = (${own})`)} as owed,
         ${own} and ${noticed(`exists (
           select from mailbox.outbox o where o.dispatch = n.id and o.state <> 'CLOSED')`)} as underway,
         exists (select from cases.alert w where w.thread = d.thread and w.alert = 'NOTICE_OWED'
           and w.level = case when ${own} then ${levelOf(true)} else ${levelOf(false)} end) as recorded
       from cases.dispatch d join cases.thread t on t.id = d.thread
       where d.notice_at <= statement_timestamp()
       order by d.notice_at, d.id limit ${limit} for update of t, d skip locked`,
    );
  }

  nextNotices(
    tx: Tx,
    looks: readonly { readonly document: DocumentId; readonly at: Date | null }[],
  ): void {
    tx.send(
      `update cases.dispatch d set notice_at = u.at
       from unnest($1::uuid[], $2::timestamptz[]) as u (document, at) where d.id = u.document`,
      [looks.map(({ document }) => document), looks.map(({ at }) => at)],
    );
  }

  static async move(tx: Tx, thread: ThreadId, to: string): Promise<void> {
    await tx.query('update cases.exculpatory_mark set authority = $2 where thread = $1', [
      thread,
      to,
    ]);
  }
}
