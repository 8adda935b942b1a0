import type {
  Document,
  DocumentId,
  EvidenceOwed,
  OpenEvidence,
  OwedAsked,
  Side,
  ThreadId,
} from '#model';
import type { Tx } from '#store';
import { answerable, arrived } from './lost.js';
import type { ThreadRecord } from './rows.js';

type Direction = 'OUT' | 'IN';

export interface OwedRecord {
  readonly what: EvidenceOwed;
  /** The request for consent, what made the thread evidential, the item that is marked. */
  readonly about: DocumentId;
  readonly thread: ThreadId;
  /** This State owes it; else the neighbour. */
  readonly own: boolean;
  readonly since: Date;
}

/** SQL: what is owed in `threads`, a condition on a row `d` of theirs. */
const owed = (threads: string): string => `
  select 'EVIDENCE_CONSENT' as what, d.id as about, d.thread, d.direction = 'IN' as own, d.committed_at as since
  from cases.dispatch d
  where d.kind = 'evidence-consent-request' and ${answerable('d')} and ${threads}
    and not exists (select from cases.dispatch a
      where a.thread = d.thread and a.kind = 'evidence-consent' and a.in_reply_to = d.id and ${arrived('a')})
    and not exists (select from cases.recall r
      where r.thread = d.thread and r.act = 'RECALL' and d.id = any (r.items)
        and ${arrived('r', 'r.document')})
  union all
  (select distinct on (d.thread, d.own) 'CENTRAL_AUTHORITY_NOTICE', d.id, d.thread, d.own, d.committed_at
   from (select id, thread, committed_at, (direction = 'OUT') = (kind = 'evidence-consent-request') as own
     from cases.dispatch e where evidential and kind in ('evidence-consent-request', 'evidence-consent')
       and ${answerable('e')}) d
   where ${threads} and not exists (select from cases.dispatch n
     where n.thread = d.thread and n.kind = 'central-authority-notice' and (n.direction = 'OUT') = d.own
       and ${arrived('n')})
   order by d.thread, d.own, d.committed_at, d.id)
  union all
  select 'EXCULPATORY_NOTICE', d.item, d.thread, true, d.marked_at
  from cases.exculpatory_mark d join cases.dispatch i on i.id = d.item
  where d.direction = 'OUT' and i.direction = 'IN' and ${threads}
    and not exists (select from cases.dispatch n
      where n.thread = d.thread and n.kind = 'exculpatory-notice' and n.in_reply_to = d.item and n.direction = 'OUT'
        and ${arrived('n')})`;

/** What is owed in a thread since it is about evidence, and what in it speaks for an accused person. */
export class Evidence {
  /** Documents of its kind that its State has said in the thread besides. */
  async said(
    tx: Tx,
    thread: ThreadId,
    { id, kind }: Document,
    direction: Direction,
  ): Promise<number> {
    const [row] = await tx.query<{ many: number }>(
      `select count(*)::int as many from cases.dispatch
       where thread = $1 and kind = $2 and direction = $3 and id <> $4`,
      [thread, kind, direction, id],
    );
    return row?.many ?? 0;
  }

  /** Whether a request for consent has another answer than this document; one that was refused there, or never left, is none. */
  async isAnswered(
    tx: Tx,
    thread: ThreadId,
    { id, inReplyTo }: Document<'evidence-consent'>,
  ): Promise<boolean> {
    const rows = await tx.query(
      `select 1 as one from cases.dispatch d
       where thread = $1 and kind = 'evidence-consent' and in_reply_to = $2 and d.id <> $3 and ${arrived('d')}`,
      [thread, inReplyTo, id],
    );
    return rows.length > 0;
  }

  /** False when the same State has marked the item before. `notice`: the signed document that marks it; null when an officer does. */
  async mark(
    tx: Tx,
    thread: ThreadRecord,
    item: DocumentId,
    direction: Direction,
    notice: DocumentId | null,
  ): Promise<boolean> {
    const rows = await tx.query(
      `insert into cases.exculpatory_mark (item, thread, authority, compartment, direction, notice)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning 1 as one`,
      [item, thread.id, thread.authority, thread.compartment, direction, notice],
    );
    return rows.length > 0;
  }

  /** Of each thread in which anything is owed. */
  async open(tx: Tx, threads: readonly ThreadId[]): Promise<ReadonlyMap<ThreadId, OpenEvidence>> {
    const rows = await tx.query<OpenEvidence & { readonly thread: ThreadId }>(
      `select thread, count(*) filter (where own)::int as owed, count(*) filter (where not own)::int as awaited
       from (${owed('d.thread = any ($1::uuid[])')}) o group by thread`,
      [threads],
    );
    return new Map(rows.map(({ thread, ...open }) => [thread, open]));
  }

  /**
   * In the threads of a desk, newest first; of one whose content was erased nobody can say anything any more. More than the
   * limit where several are about one document: the next page begins after it. Row-level security keeps those of other
   * authorities out.
   */
  list(tx: Tx, side: Side, { limit, before }: OwedAsked): Promise<OwedRecord[]> {
    return tx.query<OwedRecord>(
      `select o.* from (${owed('true')}) o join cases.thread t on t.id = o.thread
       where t.side = $1 and t.key_wrapped is not null and ($2::uuid is null or o.about < $2)
       order by o.about desc fetch first $3 rows with ties`,
      [side, before, limit],
    );
  }

  /** Moves with its thread. */
  static async move(tx: Tx, thread: ThreadId, to: string): Promise<void> {
    await tx.query('update cases.exculpatory_mark set authority = $2 where thread = $1', [
      thread,
      to,
    ]);
  }
}
