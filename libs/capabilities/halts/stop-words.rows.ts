import {
  isOperation,
  KernelError,
  requestTypeNames,
  type Compartment,
  type LinkId,
  type MessageId,
  type Sha256,
  type ThreadId,
  phrase,
} from '#kernel';
import { mostNotifiedHalts, type StopWord, type WordMark } from './stop-words.schema.js';
import type { HaltMark } from './operations.model.js';
import { lost } from '#threads';
import type { Tx } from '#store';

export interface DueWord extends StopWord {
  readonly compartment: Compartment;
  readonly again: boolean;
}

export interface TheOthers {
  readonly beside: readonly BesideMark[];
  readonly words: readonly (WordMark & { readonly thread: ThreadId })[];
}

interface BesideMark extends HaltMark {
  readonly thread: ThreadId;
  readonly sha256: Sha256;
}

const operationTypes = requestTypeNames.filter(isOperation);

/** SQL condition: each State has received the other's `resume` for halt `d`. Both times must satisfy `before`. */
const liftedWhere = (
  before: (at: string) => string,
): string => `exists (select from cases.dispatch r
    where r.thread = d.thread and r.kind = 'resume' and r.in_reply_to = d.id and r.direction = 'IN' and ${before('r.committed_at')})
  and exists (select from cases.dispatch r join mailbox.outbox q on q.dispatch = r.id
    where r.thread = d.thread and r.kind = 'resume' and r.in_reply_to = d.id and r.direction = 'OUT'
      and q.outcome is not null and not ${lost('r.id')} and ${before('q.closed_at')})`;
const lifted = liftedWhere(() => 'true');
const longLifted = liftedWhere((at) => `${at} < statement_timestamp() - interval '5 seconds'`);

const hasNotice = (act: 'HALTED' | 'LIFTED'): string => `exists (
  select from cases.stop_word w where w.thread = h.thread and w.halt = h.halt and w.act = '${act}')`;

const isThere = (thread: string): string =>
  `${thread}.erased_at is null and not ${lost(`${thread}.id`)}`;

const halts = `select b.thread, t.link_id, t.compartment, d.document_sha256 as halt, d.committed_at as since, ${lifted} as lifted
  from cases.broadcast b
  join cases.thread t on t.id = b.thread and t.link_id = any ($2::text[]) and t.request_type = any ($1::text[])
  join cases.broadcast o on o.broadcast = b.broadcast and o.authority = b.authority and o.thread <> b.thread
  join cases.dispatch d on d.thread = o.thread and d.kind = 'halt'
  where ${isThere('t')}`;

const due = `with h as (${halts})
  select thread, link_id, compartment, halt, 'HALTED' as act, false as answer, false as again, since from h
    -- Before the request is on its way nobody there knows the thread, and nobody shall.
    where not lifted and not ${hasNotice('HALTED')}
      and exists (select from mailbox.outbox q where q.dispatch = h.thread and q.relayed_at is not null)
  union all
  select thread, link_id, compartment, halt, 'LIFTED', false, false, since from h
    where lifted and ${hasNotice('HALTED')} and not ${hasNotice('LIFTED')}
  union all
  select w.thread, t.link_id, t.compartment, w.halt, w.act, w.direction = 'IN', w.direction = 'OUT', w.said_at
    from cases.stop_word w join cases.thread t on t.id = w.thread and t.link_id = any ($2::text[])
    where w.direction = 'IN' and w.message_id is null
      or w.direction = 'OUT' and w.confirmed_at is null and ${isThere('t')}
        and w.said_at + make_interval(secs => least(60, 3 * 2 ^ least(w.attempt, 5))) < statement_timestamp()
        and exists (select from mailbox.outbox q where q.message_id = w.message_id and q.state = 'CLOSED')`;

const unconfirmedSql = `((select count(*) from cases.stop_word w join cases.thread t on t.id = w.thread
         where w.direction = 'OUT' and w.confirmed_at is null and ${isThere('t')}
           and (w.attempt > 1 or w.said_at < statement_timestamp() - interval '5 seconds'))
       + (select count(*) from cases.stop_word h join cases.thread t on t.id = h.thread
         join cases.broadcast b on b.thread = h.thread
         join cases.broadcast o on o.broadcast = b.broadcast and o.authority = b.authority and o.thread <> b.thread
         join cases.dispatch d on d.thread = o.thread and d.kind = 'halt' and d.document_sha256 = h.halt
         where h.direction = 'OUT' and h.act = 'HALTED' and h.confirmed_at is not null and not ${hasNotice('LIFTED')}
           and ${isThere('t')} and ${longLifted})
       + (select count(*) from cases.dispatch d join cases.thread t on t.id = d.thread
         where d.kind = 'halt' and d.direction = 'OUT' and ${lost('d.id')} and ${isThere('t')}
           and t.state not in ('WITHDRAWN', 'REFUSED', 'CLOSED')))::int`;

export class StopWords {
  async links(tx: Tx, links: readonly LinkId[]): Promise<ReadonlySet<LinkId>> {
    const rows = await tx.query<{ linkId: LinkId }>(
      `select distinct link_id as "linkId" from (${due}) due`,
      [operationTypes, links],
    );
    return new Set(rows.map(({ linkId }) => linkId));
  }

  /**
   * Lists notices to send on a link: new halts, ended halts, confirmations, then repeats. Confirmations caused by a neighbour
   * thus never delay news.
   */
  due(tx: Tx, linkId: LinkId, limit: number): Promise<DueWord[]> {
    return tx.query<DueWord>(
      `select thread, compartment, halt, act, answer, again from (${due}) due
       order by again, answer, act, since, thread, halt limit ${limit}`,
      [operationTypes, [linkId]],
    );
  }

  said(tx: Tx, { thread, halt, act, answer }: StopWord, messageId: MessageId): void {
    const again = 'message_id = $4, attempt = stop_word.attempt + 1, said_at = clock_timestamp()';
    tx.send(
      answer
        ? `update cases.stop_word set ${again} where thread = $1 and halt = $2 and act = $3 and direction = 'IN'`
        : `insert into cases.stop_word (thread, halt, act, message_id, direction, attempt)
           values ($1, $2, $3, $4, 'OUT', 1) on conflict (thread, halt, act) do update set ${again}`,
      [thread, halt, act, messageId],
    );
  }

  /**
   * Stores a received notice; true if new, false if repeated. Returns undefined for LIFTED without an earlier HALTED. @throws
   * KernelError THREAD_HALTED if the thread already has `mostNotifiedHalts` halts
   */
  async storeReceived(tx: Tx, { thread, halt, act }: StopWord): Promise<boolean | undefined> {
    const known = await tx.query<Pick<WordMark, 'act'>>(
      'select act from cases.stop_word where thread = $1 and halt = $2',
      [thread, halt],
    );
    const has = (what: WordMark['act']): boolean => known.some((word) => word.act === what);
    if (act === 'LIFTED' && !has('HALTED')) return undefined;
    if (!has(act) && act === 'HALTED') {
      const [row] = await tx.query<{ count: number }>(
        `select count(*)::int as count from cases.stop_word where thread = $1 and act = 'HALTED'`,
        [thread],
      );
      if ((row?.count ?? 0) >= mostNotifiedHalts)
        throw new KernelError(
          'THREAD_HALTED',
          phrase`${mostNotifiedHalts} stop-words were told already`,
        );
    }
    await tx.query(
      `insert into cases.stop_word (thread, halt, act, direction) values ($1, $2, $3, 'IN')
       on conflict (thread, halt, act) do update set message_id = null`,
      [thread, halt, act],
    );
    return !has(act);
  }

  async isAwaited(tx: Tx, { thread, halt, act }: StopWord): Promise<boolean> {
    const rows = await tx.query(
      `select 1 as one from cases.stop_word
       where thread = $1 and halt = $2 and act = $3 and direction = 'OUT' and confirmed_at is null`,
      [thread, halt, act],
    );
    return rows.length > 0;
  }

  confirm(tx: Tx, { thread, halt, act }: StopWord, statement: Sha256): void {
    tx.send(
      `update cases.stop_word set confirmed_at = clock_timestamp(), confirmed_by = $4
       where thread = $1 and halt = $2 and act = $3 and direction = 'OUT' and confirmed_at is null`,
      [thread, halt, act, statement],
    );
  }

  /**
   * Counts notices that the neighbour has not confirmed within five seconds, and own halts that never arrived. An officer
   * must then telephone the neighbour.
   */
  async unconfirmed(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ count: number }>(`select ${unconfirmedSql} as count`);
    return row?.count ?? 0;
  }

  async ofOthers(tx: Tx, threads: readonly ThreadId[]): Promise<TheOthers> {
    const beside = await tx.query<BesideMark>(
      `select thread, document, kind, in_reply_to as "inReplyTo", direction, sha256
       from cases.halts_beside($1::uuid[])`,
      [threads],
    );
    const words = await tx.query<TheOthers['words'][number]>(
      'select thread, halt, act, direction, confirmed from cases.halts_told($1::uuid[])',
      [threads],
    );
    return { beside, words };
  }
}
