import type {
  CountedAct,
  CountedDocument,
  KnownRequest,
} from '#capabilities/statistics/statistics.model';
import {
  type EventId,
  parseDocumentId,
  parseEventId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  type Side,
  type StateCode,
} from '#kernel';
import type { Tx } from '#store';
import type { Period } from './timeline.js';

const mostRequests = 200;
/**
 * Maximum number of similar documents that the statistics count for one request. A neighbour can send delay notices without
 * end.
 */
const mostAlike = 100;

export interface RecordedRequest {
  readonly event: EventId;
  readonly known: KnownRequest;
  readonly documents: readonly CountedDocument[];
}

interface OpenedRow {
  readonly event: string;
  readonly thread: string;
  readonly side: Side;
  readonly peer: string;
  readonly urgent: boolean;
  readonly composedAt: string;
}

interface DocumentRow {
  readonly thread: string;
  readonly document: string;
  readonly deliveredAt: string | null;
  readonly counts: CountedAct;
}

const data = 'journal.said_in(e.leaf)';

/**
 * SQL that lists requests. Each combination of filters has its own text, because one prepared plan for all combinations would
 * be slow.
 */
const openedSql = (ofPeer: boolean, after: boolean): string => `
  select e.id as event, e.thread, d.said ->> 'side' as side, d.said ->> 'peer' as peer,
    (d.said ->> 'urgent')::boolean as urgent, d.said ->> 'composedAt' as "composedAt"
  from journal.request q join journal.event e on e.id = q.event
    cross join lateral (select ${data} as said offset 0) d
  where q.composed_at >= $1 and q.composed_at < $2 ${ofPeer ? 'and q.peer = $3' : ''}
    ${after ? `and (q.composed_at, q.event) > (select composed_at, event from journal.request where event = $${ofPeer ? 4 : 3})` : ''}
    and d.said ->> 'requestType' not in ('SPONTANEOUS_INFORMATION', 'DATA_SUBJECT_REQUEST')
  order by q.composed_at, q.event limit ${mostRequests}`;

const act = `d.said #>> '{counts,act,act}'`;

/**
 * SQL that lists the counted documents of requests, at most `mostAlike` similar ones per request. `deliveredAt` is null if
 * delivery is unknown or refused.
 */
const documentsSql = `
  select t.id as thread, c.document, c.counts, coalesce(c.delivered, r.delivered) as "deliveredAt"
  from unnest($1::uuid[]) as t (id)
    cross join lateral (
      select * from (
        select d.said ->> 'document' as document, d.said -> 'counts' as counts, d.said ->> 'deliveredAt' as delivered,
          row_number() over (
            partition by ${act}, d.said #> '{counts,answers}', d.said #>> '{counts,ground}'
            order by case when ${act} = 'EXTEND' then e.id end desc, e.id) as place
        from journal.event e cross join lateral (select ${data} as said offset 0) d
        where e.thread = t.id and e.typ in ('msg.signed', 'msg.accepted') and d.said ? 'counts') o
      where o.place <= ${mostAlike}) c
    left join lateral (
      select min(m.delivered) as delivered
      from (select min(d.said ->> 'countedAt') as delivered
        from journal.event i join journal.event e on e.message_id = i.message_id and e.typ = 'msg.receipt.logged'
          cross join lateral (select ${data} as said offset 0) d
        where c.delivered is null and i.thread = t.id and i.typ = 'msg.send.intent' and d.said ? 'countedAt'
          and journal.said_in(i.leaf) ->> 'document' = c.document
        group by i.message_id
        having bool_or(d.said ->> 'stage' = 'OPENED') or not bool_or(d.said ->> 'stage' = 'REJECTED')) m) r on true`;

export async function recordedRequests(
  tx: Tx,
  { from, to }: Period,
  peer: StateCode | null,
  after: EventId | null,
): Promise<RecordedRequest[]> {
  const given = [peer, after].filter((value) => value !== null);
  const sql = openedSql(peer !== null, after !== null);
  const opened = await tx.query<OpenedRow>(sql, [from, to, ...given]);
  const rows = await tx.query<DocumentRow>(documentsSql, [opened.map(({ thread }) => thread)]);
  return opened.map(({ event, thread, side, urgent, ...row }) => ({
    event: parseEventId(event),
    known: {
      request: parseThreadId(thread),
      side,
      peer: parseStateCode(row.peer),
      urgent,
      composedAt: parseTimestamp(row.composedAt),
    },
    documents: rows.filter((each) => each.thread === thread).flatMap(documentOf),
  }));
}

function documentOf({ document, deliveredAt, counts }: DocumentRow): CountedDocument[] {
  try {
    return [
      {
        document: parseDocumentId(document),
        deliveredAt: deliveredAt === null ? null : parseTimestamp(deliveredAt),
        counts,
      },
    ];
  } catch {
    return [];
  }
}

export const isWholePage = (requests: number): boolean => requests === mostRequests;
