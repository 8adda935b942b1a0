import { threadOf } from './journal.js';
import { asOwner } from './journal.js';
import { insertRow } from './rows.js';
import type { Connection } from '#store';

export const share = { thread: 40, officers: 200, message: 8, document: 4, request: 10 } as const;

export const firstAt = new Date('2026-01-01T00:00:00.000Z');
export const stepMs = 10;
export const atOf = (n: number): Date => new Date(firstAt.getTime() + n * stepMs);

const idSql = (n: string): string => `(
  substr(lpad(to_hex(${firstAt.getTime()} + ${n} * ${stepMs}), 12, '0'), 1, 8) || '-' ||
  substr(lpad(to_hex(${firstAt.getTime()} + ${n} * ${stepMs}), 12, '0'), 9, 4) || '-7000-8000-' ||
  lpad(to_hex(${n}), 12, '0'))::uuid`;
const numbered = (n: string): string =>
  `('01900000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

export const documentIdOf = (n: number): string => threadOf(n);
export const messageIdOf = (n: number): string => n.toString(16).padStart(32, '0');
export const objectOf = (n: number): string => n.toString(16).padStart(64, '0');
export const officerOf = (n: number): string => `officer-${n}`;

// Unsigned leaves: alternately a view and a fact of the exchange. The measured questions look at no
// signature.
const leafSql = `convert_to(case when n % 2 = 0 then
    '{"data":{"document":"' || ${numbered(`n / ${share.document}`)} ||
    '","purpose":"INVESTIGATION","screen":"document"},"obj":[],"prev":{"case":null},"typ":"item.viewed"}'
  else
    '{"data":{"messageId":"' || lpad(to_hex(n / ${share.message}), 32, '0') ||
    '"},"obj":[{"role":"ciphertext","sha256":"' || lpad(to_hex(n), 64, '0') ||
    '","size":1}],"prev":{"chan":{"peer":"' || case when n % 3 = 0 then 'XC' else 'XB' end || '"}},"typ":"msg.sent"}'
  end, 'UTF8')`;

const mentionsSql = `
  select decode(replace(${numbered(`n / ${share.document}`)}::text, '-', ''), 'hex'), ${idSql('n')}
    from generate_series($1::bigint, $2::bigint) n where n % 2 = 0
  union all select decode(lpad(to_hex(n / ${share.message}), 32, '0'), 'hex'), ${idSql('n')}
    from generate_series($1::bigint, $2::bigint) n where n % 2 = 1
  union all select decode(lpad(to_hex(n), 64, '0'), 'hex'), ${idSql('n')}
    from generate_series($1::bigint, $2::bigint) n where n % 2 = 1
  union all select case when n % 3 = 0 then 'XC'::bytea else 'XB'::bytea end, ${idSql('n')}
    from generate_series($1::bigint, $2::bigint) n where n % 2 = 1`;

const eventsSql = `
  insert into journal.event (id, typ, service, leaf, leaf_hash, at, recorded_at, thread, message_id, officer)
  select ${idSql('n')}, case when n % 2 = 0 then 'item.viewed' else 'msg.sent' end, 'inbox', l.leaf,
    sha256('\\x00'::bytea || l.leaf), to_timestamp((${firstAt.getTime()} + n * ${stepMs}) / 1000.0), now(),
    case when n % 2 = 0 then ${numbered(`n / ${share.thread}`)} end,
    case when n % 2 = 1 then lpad(to_hex(n / ${share.message}), 32, '0') end,
    case when n % 2 = 0 then 'officer-' || (n / 2) % ${share.officers} end
  from generate_series($1::bigint, $2::bigint) n cross join lateral (select ${leafSql} as leaf) l`;

const leavesSql = `insert into journal.leaf (index, event, leaf_hash)
  select n, ${idSql('n')}, '\\x' from generate_series($1::bigint, $2::bigint) n`;

const numbersSql = `insert into mailbox.chain (link_id, direction, seq, message_id, envelope_sha256, outcome, noted_at)
  select repeat('a', 32), 'IN', n, lpad(to_hex(n), 32, '0'), '', 'OPENED', now() - interval '1 day'
  from generate_series(1, $1::bigint) n where n not in (2, $1::bigint / 2, $1::bigint - 1)`;

const messagesSql = `insert into mailbox.outbox (link_id, peer, statement, state, priority, message_id, queued_at)
  select repeat('a', 32), 'XB', false, case when n <= 5 then 'RELAYED' else 'CLOSED' end, 2,
    lpad(to_hex(n), 32, '0'), now() - interval '1 day'
  from generate_series(1, $1::bigint) n`;

const chunk = 500_000;

export async function fillEvents(
  database: Connection,
  first: number,
  end: number,
  onProgress: (done: number) => void,
  statements: readonly string[] = [eventsSql, leavesSql],
): Promise<void> {
  const triggers = (verb: string): Promise<unknown> =>
    asOwner(database, `alter table journal.event ${verb} trigger user`);
  await triggers('disable');
  for (let from = first; from < end; from += chunk) {
    const to = Math.min(from + chunk, end) - 1;
    for (const sql of statements) await asOwner(database, sql, [from, to]);
    onProgress(to + 1);
  }
  await triggers('enable');
}

/** Inserts `count` unsigned events with leaves into an empty database, only for measuring searches. */
export async function fillLog(
  database: Connection,
  count: number,
  onProgress: (done: number) => void = () => undefined,
): Promise<void> {
  const mentions = `insert into journal.mention ${mentionsSql}`;
  await fillEvents(database, 0, count, onProgress, [eventsSql, mentions, leavesSql]);
  await asOwner(database, 'update journal.released set size = $1', [count]);
  const messages = Math.floor(count / 20);
  await insertRow(database, 'mailbox.link', { link_id: 'a'.repeat(32), peer: 'XB' });
  for (const sql of [numbersSql, messagesSql]) await asOwner(database, sql, [messages]);
  for (const table of ['event', 'mention', 'leaf'])
    await asOwner(database, `vacuum analyze journal.${table}`);
  for (const table of ['chain', 'outbox'])
    await asOwner(database, `vacuum analyze mailbox.${table}`);
}

export const requestedAt = (n: number): Date => new Date(firstAt.getTime() + n * 60_000);

export async function fillRequests(
  database: Connection,
  count: number,
  readable = 0,
): Promise<void> {
  const at = `to_timestamp(${firstAt.getTime() / 1_000} + n * 60)`;
  const peer = `case when n % 4 = 0 then 'XC' else 'XB' end`;
  const leaf = `case when n < ${readable} then 'x'::bytea else convert_to(jsonb_build_object('typ', 'case.opened', 'data',
    jsonb_build_object('side', 'ASKED', 'peer', ${peer}, 'urgent', n % 2 = 0, 'requestType', 'VESSEL', 'composedAt',
      to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))::text, 'UTF8') end`;
  const id = `('0190ffff' || substr(lpad(to_hex(n), 12, '0'), 1, 4) || '70008000' ||
    lpad(to_hex(n), 12, '0'))::uuid`;
  await asOwner(database, 'alter table journal.event disable trigger user');
  await asOwner(
    database,
    `with made as (
       insert into journal.event (id, typ, service, leaf, leaf_hash, at, recorded_at, thread)
       select ${id}, 'case.opened', 'inbox', l.leaf, sha256('\\x00'::bytea || l.leaf), ${at}, ${at}, ${id}
       from generate_series(0, $1::bigint - 1) n cross join lateral (select ${leaf} as leaf) l)
     insert into journal.request select ${id}, ${at}, ${peer} from generate_series(0, $1::bigint - 1) n`,
    [count],
  );
  await asOwner(database, 'alter table journal.event enable trigger user');
  for (const table of ['event', 'request'])
    await asOwner(database, `vacuum analyze journal.${table}`);
}
