import { anyLink } from './what-waits.js';
import { byText, byUuid, type DifferenceSource } from '#journal';

export const quarantined = byUuid((tx, limit, after) =>
  tx.query(
    `select id::text as key, at, link_id as link, message_id as "messageId", code, coalesce(detail, '') as detail
     from mailbox.quarantine ${after === '' ? '' : 'where id > $2::uuid'} order by id limit $1`,
    [limit, ...(after === '' ? [] : [after])],
  ),
);

export const missingNumbers = byText((tx, limit, after) =>
  tx.query(
    `select link || ':' || lpad(seq::text, 16, '0') as key, at, link, null as "messageId",
       'NUMBER_MISSING' as code, seq::text as detail
     from (
       select h.link_id as link, g.seq, c.noted_at as at
       from mailbox.link l cross join lateral (
         select l.link_id, seq, lead(seq) over (order by seq) as next
         from (select seq from mailbox.chain where link_id = l.link_id and direction = 'IN'
               union all select 0) n) h
       join mailbox.chain c on c.link_id = h.link_id and c.direction = 'IN' and c.seq = h.next
       cross join lateral generate_series(h.seq + 1, h.next - 1) as g (seq)
       where ${anyLink('l.link_id')} and h.next > h.seq + 1 and c.noted_at < statement_timestamp() - interval '60 s') x
     where link || ':' || lpad(seq::text, 16, '0') > $2
     order by 1 limit $1`,
    [limit, after],
  ),
);

const late = `case when priority < 2 then interval '15 min' else interval '4 h' end`;

export const missingReceipts: DifferenceSource = {
  // Nineteen digits below the range of PostgreSQL's bigint.
  key: /^[0-8]\d{18}$/,
  listOpen: (tx, limit, after) =>
    tx.query(
      `select lpad(id::text, 19, '0') as key, queued_at as at, link_id as link, message_id as "messageId",
       case state when 'QUEUED' then 'NOT_SEALED' when 'SEALED' then 'NOT_RELAYED' else 'NOT_ANSWERED' end as code,
       coalesce(dispatch::text, '') as detail
     from mailbox.outbox
     where not statement and state in ('QUEUED', 'SEALED', 'RELAYED')
       and id > coalesce(nullif($2, ''), '0')::bigint and queued_at < statement_timestamp() - ${late}
     order by id limit $1`,
      [limit, after],
    ),
};
