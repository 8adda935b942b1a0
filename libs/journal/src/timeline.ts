import { type EventId, type OfficerId, parseEventId, type StateCode, type ThreadId } from '#kernel';
import type { Tx } from '#store';
import { releasedSizeSql } from './log/released-size.js';

const MAX_TIMELINE = 1_000;

export interface TimelineEvent {
  readonly id: EventId;
  readonly typ: string;
  readonly service: string;
  readonly at: Date;
  readonly recordedAt: Date;
  readonly officer: string | null;
  readonly messageId: string | null;
  readonly index: number | null;
  readonly leaf: Buffer;
}

export interface EventPage {
  readonly limit: number;
  readonly after: EventId | null;
}

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

export interface NamedItems {
  readonly ids: readonly string[];
}

const none = '00000000-0000-0000-0000-000000000000';

export function firstIdAt(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

const later = (one: string, other: string): string => (one > other ? one : other);

const eventsSql = (ids: string): string =>
  `select e.id, e.typ, e.service, e.at, e.recorded_at as "recordedAt", e.officer, e.message_id as "messageId",
     case when l.index < r.size then l.index end as index, e.leaf
   from (${ids}) w join journal.event e on e.id = w.id cross join ${releasedSizeSql} r
     left join journal.leaf l on l.event = e.id
   order by e.id`;

async function eventsOf(tx: Tx, ids: string, params: readonly unknown[]): Promise<TimelineEvent[]> {
  const rows = await tx.query<TimelineEvent & { id: string }>(eventsSql(ids), params);
  return rows.map((row) => ({ ...row, id: parseEventId(row.id) }));
}

const most = ({ limit }: EventPage): number => Math.max(1, Math.min(limit, MAX_TIMELINE));

const threadSql = `
  select id from (
    (select id from journal.event where thread = $1 and id > $2 order by id limit $3)
    union
    (select e.id from (select distinct message_id from journal.event
        where thread = $1 and message_id is not null) m
      cross join lateral (select id from journal.event where message_id = m.message_id and id > $2
        order by id limit $3) e)
  ) x order by id limit $3`;

export function timeline(tx: Tx, thread: ThreadId, page: EventPage): Promise<TimelineEvent[]> {
  return eventsOf(tx, threadSql, [thread, page.after ?? none, most(page)]);
}

const officerSql = `select id from journal.event
  where officer = $1 and id > $2 and id < $3 order by id limit $4`;

export function ofOfficer(
  tx: Tx,
  officer: OfficerId,
  { from, to }: Period,
  page: EventPage,
): Promise<TimelineEvent[]> {
  const after = later(firstIdAt(from), page.after ?? none);
  return eventsOf(tx, officerSql, [officer, after, firstIdAt(to), most(page)]);
}

const mentionSql = `
  select distinct m.event as id from unnest($1::bytea[]) as i (item)
    cross join lateral (select event from journal.mention where item = i.item and event > $2 and event < $3
      order by event limit $4) m
  order by id limit $4`;

export function withPeer(
  tx: Tx,
  peer: StateCode,
  { from, to }: Period,
  page: EventPage,
): Promise<TimelineEvent[]> {
  const after = later(firstIdAt(from), page.after ?? none);
  return eventsOf(tx, mentionSql, [[Buffer.from(peer)], after, firstIdAt(to), most(page)]);
}

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
const end = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export function aboutItems(tx: Tx, { ids }: NamedItems, page: EventPage): Promise<TimelineEvent[]> {
  return eventsOf(tx, mentionSql, [ids.map(bytesOf), page.after ?? none, end, most(page)]);
}

interface Alias {
  readonly document: string | null;
  readonly messageId: string | null;
}

const maxAliases = 16;

// Aliases come from signing (document and its hash) and from opening (message and hashes inside). Certificates are shared by
// documents and give no alias.
const aliasSql = `
  select distinct said #>> '{data,document}' as document, said #>> '{data,messageId}' as "messageId"
  from (select convert_from(e.leaf, 'UTF8')::jsonb as said from
      (select event from journal.mention where item = $1 order by event limit 64) m
    join journal.event e on e.id = m.event
    where e.typ in ('msg.signed', 'item.decrypted', 'msg.accepted', 'msg.send.intent')) s
  where not exists (select from jsonb_array_elements(said -> 'obj') o
    where o ->> 'role' = 'certificate' and o ->> 'sha256' = encode($1, 'hex'))
  limit ${maxAliases}`;

const carriedSql = `
  select dispatch::text as document, message_id as "messageId" from mailbox.outbox
    where dispatch = any ($1::uuid[]) or message_id = any ($2::text[])
  union
  select dispatch::text, message_id from mailbox.delivery where dispatch = any ($1::uuid[])
  limit ${maxAliases}`;

/** Finds all known ids of the document or message that `item` (id or hash) names. The result includes `item`. */
export async function namesOf(tx: Tx, item: string): Promise<NamedItems> {
  const found = await tx.query<Alias>(aliasSql, [bytesOf(item)]);
  const names = new Set([item, ...namesIn(found)]);
  const documents = [...names].filter((name) => name.includes('-'));
  const messages = [...names].filter((name) => name.length === 32);
  const carried = await tx.query<Alias>(carriedSql, [documents, messages]);
  for (const name of namesIn(carried)) names.add(name);
  return { ids: [...names] };
}

const namesIn = (rows: readonly Alias[]): string[] =>
  rows.flatMap(({ document, messageId }) => [document, messageId]).filter((name) => name !== null);
