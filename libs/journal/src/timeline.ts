import { type EventId, type ThreadId, parseEventId } from '#model';
import type { Tx } from '#store';

/** Most events of one answer; the rest is asked for with `after`. */
const MAX_TIMELINE = 1_000;

export interface TimelineEvent {
  readonly id: EventId;
  readonly typ: string;
  readonly service: string;
  /** Time in the leaf, and when the database says it was inserted. */
  readonly at: Date;
  readonly recordedAt: Date;
  readonly officer: string | null;
  readonly messageId: string | null;
  /** Place in the log; null as long as it is not released. */
  readonly index: number | null;
  readonly leaf: Buffer;
}

/**
 * Everything recorded about a thread and about the messages that carried it, oldest first; `after` is the last
 * event of the answer before.
 */
export async function timeline(
  tx: Tx,
  thread: ThreadId,
  after: EventId | null = null,
): Promise<TimelineEvent[]> {
  const rows = await tx.query<TimelineEvent & { id: string }>(
    `select e.id, e.typ, e.service, e.at, e.recorded_at as "recordedAt", e.officer, e.message_id as "messageId",
       case when l.index < r.size then l.index end as index, e.leaf
     from journal.event e cross join journal.released r left join journal.leaf l on l.event = e.id
     where (e.thread = $1 or e.message_id in (
         select m.message_id from journal.event m where m.thread = $1 and m.message_id is not null))
       and ($2::uuid is null or (e.at, e.id) > (select a.at, a.id from journal.event a where a.id = $2))
     order by e.at, e.id limit $3`,
    [thread, after, MAX_TIMELINE],
  );
  return rows.map((row) => ({ ...row, id: parseEventId(row.id) }));
}
