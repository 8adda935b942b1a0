interface Whole {
  readonly step: string;
  readonly items: string;
}

const hasEventById = (id: string, typ: string, message: string): string =>
  `exists (select from journal.event e where e.id = ${id} and e.typ = '${typ}' and e.message_id = ${message})`;
const hasEvent = (typ: string, message: string): string =>
  `exists (select from journal.event e where e.typ = '${typ}' and e.message_id = ${message})`;
const chained = (direction: 'IN' | 'OUT', of: string): string =>
  `exists (select from mailbox.chain c where c.link_id = ${of}.link_id and c.direction = '${direction}'
     and c.message_id = ${of}.message_id)`;
const crossed = (of: string): string =>
  `exists (select from cases.crossing c where c.dispatch = ${of}.dispatch)`;

/** Steps that must save all parts of an item, or none. Each query lists which parts of an item are saved. */
export const wholes: readonly Whole[] = [
  {
    step: 'submit-dispatch',
    items: `select d.id::text as name, array[true,
        exists (select from mailbox.outbox o where o.dispatch = d.id and o.thread = d.thread),
        exists (select from mailbox.outbox o join journal.event e on e.id = o.signed_event
          where o.dispatch = d.id and e.typ = 'msg.signed' and e.thread = d.thread),
        exists (select from cases.thread t where t.id = d.thread)] as parts
      from cases.dispatch d where d.direction = 'OUT'`,
  },
  {
    step: 'seal-outbox',
    items: `select o.dispatch::text as name, array[o.seq is not null, o.message_id is not null,
        o.sealed_at is not null, o.envelope is not null, o.envelope_sha256 is not null,
        o.ciphertext_sha256 is not null, ${hasEventById('o.intent_event', 'msg.send.intent', 'o.message_id')},
        ${chained('OUT', 'o')}, ${crossed('o')},
        exists (select from cases.dispatch d where d.id = o.dispatch and d.message_id = o.message_id)] as parts
      from mailbox.outbox o where not o.statement`,
  },
  {
    step: 'relay-outbox',
    items: `select o.dispatch::text as name, array[o.relayed_at is not null, o.attempt > 0,
        ${hasEvent('msg.sent', 'o.message_id')}] as parts
      from mailbox.outbox o where not o.statement`,
  },
  {
    step: 'accept-delivery',
    items: `select d.message_id as name, array[true, ${hasEventById('d.event', 'msg.received', 'd.message_id')},
        exists (select from mailbox.receipt_due r where r.link_id = d.link_id and r.message_id = d.message_id
          and r.stage = 'DELIVERED' and r.event = d.event)] as parts
      from mailbox.delivery d where not d.statement`,
  },
  {
    step: 'open-delivery',
    items: `select d.message_id as name, array[d.state = 'OPENED', d.opened_at is not null, d.dispatch is not null,
        ${chained('IN', 'd')}, ${crossed('d')}, ${hasEvent('msg.accepted', 'd.message_id')},
        ${hasEvent('item.decrypted', 'd.message_id')},
        exists (select from mailbox.accepted a where a.message_id = d.message_id),
        exists (select from cases.dispatch c join cases.thread t on t.id = c.thread
          where c.id = d.dispatch and c.message_id = d.message_id and c.direction = 'IN'),
        exists (select from mailbox.receipt_due r join journal.event e on e.id = r.event
          where r.link_id = d.link_id and r.message_id = d.message_id and r.stage = 'OPENED'
            and e.typ = 'msg.accepted')] as parts
      from mailbox.delivery d where not d.statement`,
  },
  {
    step: 'issue-receipts',
    items: `select concat_ws(' ', coalesce(d.message_id, o.message_id), coalesce(d.stage, o.stage)) as name,
        array[d.rseq is not null, o.rseq is not null, coalesce(d.rseq = o.rseq, false)] as parts
      from mailbox.receipt_due d full join mailbox.receipt_out o using (link_id, message_id, stage)`,
  },
  {
    step: 'issue-receipts, numbers of a link',
    items: `select l.link_id as name, array[true, l.last_rseq = count(o.rseq), l.last_rseq = coalesce(max(o.rseq), 0)] as parts
      from mailbox.link_receipts l left join mailbox.receipt_out o using (link_id) group by l.link_id, l.last_rseq`,
  },
  {
    step: 'seal-outbox, numbers of a link',
    items: `select l.link_id as name, array[true, l.last_seq = count(c.seq), l.last_seq = coalesce(max(c.seq), 0)] as parts
      from mailbox.link_numbers l left join mailbox.chain c on c.link_id = l.link_id and c.direction = 'OUT'
      group by l.link_id, l.last_seq`,
  },
  {
    step: 'accept-receipts',
    items: `select concat_ws(' ', r.message_id, r.stage) as name, array[true,
        exists (select from mailbox.statement_in s where s.sha256 = r.statement_sha256),
        ${hasEvent('msg.receipt.logged', 'r.message_id')},
        exists (select from cases.dispatch d where d.message_id = r.message_id and d.delivered_at is not null),
        r.stage <> 'OPENED' or exists (select from mailbox.outbox o where o.message_id = r.message_id
          and o.state = 'CLOSED' and o.outcome = 'OPENED')] as parts
      from mailbox.receipt_in r`,
  },
  {
    step: 'accept-receipts, what is closed',
    items: `select o.message_id as name, array[o.state = 'CLOSED', o.outcome is not null, o.closed_at is not null,
        exists (select from mailbox.receipt_in r where r.message_id = o.message_id and r.stage = o.outcome)] as parts
      from mailbox.outbox o where not o.statement`,
  },
  {
    step: 'erase-threads',
    items: `select t.id::text as name, array[t.erased_at is not null, t.erased_at is not null and t.key_wrapped is null,
        exists (select from journal.erasure e where e.thread = t.id),
        exists (select from journal.event e where e.typ = 'erasure.done' and e.thread = t.id)] as parts
      from cases.thread t`,
  },
  {
    step: 'sequence-journal',
    items: `select e.id::text as name, array[true, (l.event is null) <> (p.event is null),
        l.event is null or l.leaf_hash = e.leaf_hash] as parts
      from journal.event e left join journal.leaf l on l.event = e.id left join journal.pending p on p.event = e.id`,
  },
  {
    step: 'sequence-journal, numbers of the log',
    items: `select 'log' as name, array[true, count(*) = coalesce(max(index) + 1, 0)] as parts from journal.leaf`,
  },
  {
    step: 'any, chains of events',
    items: `select coalesce(prev, 'none') as name, array[true, case when prev is null
          then count(*) = (select count(*) from journal.head where leaf_hash is not null) else count(*) = 1 end] as parts
      from (select coalesce(p ->> 'case', p ->> 'src', p #>> '{chan,leaf}') as prev from journal.event,
        lateral (select convert_from(leaf, 'UTF8')::jsonb -> 'prev' as p) of_leaf) e
      group by prev`,
  },
];

type Sql = <T>(text: string) => Promise<T[]>;

const times = (typ: string, of: string): string =>
  `(select count(*)::int from journal.event e where e.typ = '${typ}' and e.message_id = ${of}.message_id)`;
const receipts = (stage: string): string =>
  `(select count(*)::int from mailbox.receipt_in r where r.message_id = o.message_id and r.stage = '${stage}')`;

const asked = wholes
  .map(({ step, items }) => `select '${step}' as step, name, parts from (${items}) as items`)
  .join(' union all ');

export const tornItems = (sql: Sql): Promise<{ step: string; name: string; parts: boolean[] }[]> =>
  sql(`select * from (${asked}) as asked where true = any (parts) and false = any (parts)`);

export const notOnce = (sql: Sql): Promise<{ name: string; times: number[] }[]> =>
  sql(`select * from (
      select 'sent ' || o.message_id as name, array[${times('msg.send.intent', 'o')}, ${times('msg.sent', 'o')},
        ${receipts('DELIVERED')}, ${receipts('OPENED')}] as times
      from mailbox.outbox o where not o.statement and o.state <> 'VOID'
      union all
      select 'came ' || d.message_id, array[${times('msg.received', 'd')}, ${times('msg.accepted', 'd')},
        ${times('item.decrypted', 'd')},
        (select count(*)::int from cases.dispatch c where c.message_id = d.message_id and c.direction = 'IN'),
        (select count(*)::int from mailbox.accepted a where a.message_id = d.message_id)]
      from mailbox.delivery d where not d.statement) as asked
    where times <> array_fill(1, array[cardinality(times)])`);

export async function itemsSeen(sql: Sql): Promise<Record<string, number>> {
  const rows = await sql<{ step: string; n: number }>(
    `select step, count(*)::int as n from (${asked}) as asked where true = all (parts) group by step`,
  );
  return Object.fromEntries(rows.map(({ step, n }) => [step, n]));
}
