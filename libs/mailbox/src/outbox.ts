import { releasedSizeSql } from '#journal';
import type { DocumentId, LinkId, MessageId, Priority, Sha256, StateCode, ThreadId } from '#kernel';
import type { Tx } from '#store';
import { isLife, resendAfter } from './resend-after.js';
import { formalCode, multirangeOf, rangesByCode, type Waiting } from './queue-waits.js';

export interface QueuedDispatch {
  readonly id: number;
  readonly linkId: LinkId;
  readonly peer: StateCode;
  readonly thread: ThreadId;
  readonly dispatch: DocumentId;
  readonly signedEvent: string | null;
  readonly priority: Priority;
  readonly followed: boolean;
  readonly hasAttachments: boolean;
  /** Queued documents of the thread that wait until formal acts are possible again. */
  readonly heldFormal: readonly DocumentId[];
}

export interface Claimed {
  readonly rows: QueuedDispatch[];
  readonly more: boolean;
}

const mostClaimed = 32;

export interface Fate {
  readonly state: 'QUEUED' | 'SEALED' | 'RELAYED' | 'CLOSED' | 'VOID';
  readonly outcome: 'OPENED' | 'REJECTED' | null;
  readonly code: string | null;
  readonly signedEvent: string | null;
  readonly sealedAt: Date | null;
}

export interface RelayRow {
  readonly id: number;
  readonly linkId: LinkId;
  readonly messageId: MessageId;
  readonly statement: boolean;
  readonly ciphertext: Uint8Array;
  readonly ciphertextSha256: Sha256;
  readonly priority: Priority;
  readonly attempt: number;
  readonly first: boolean;
}

/**
 * Size (bytes) at which a batch for sealing or opening is full. Limits enclosed documents and directory entries to about 1,000.
 */
export const batchBytes = 512 * 1024;

export const relayBytes = 2 * 1024 * 1024;

const pile = 32;

export const pileSql = `(select count(*) > ${pile} from (
  select from mailbox.outbox where link_id = $1 and statement and state = 'SEALED' limit ${pile} + 1) piled)`;

export interface Closed {
  readonly messageId: MessageId;
  readonly hasAttachments: boolean;
}

export interface SentMessage {
  readonly dispatch: DocumentId;
  readonly ciphertextSha256: Sha256;
  readonly sealedAt: Date | null;
  readonly now: Date;
}

/** Queue of outgoing messages. Only a verified receipt closes a message with a document. */
export class Outbox {
  enqueue(
    tx: Tx,
    row: {
      readonly linkId: LinkId;
      readonly peer: StateCode;
      readonly thread: ThreadId;
      readonly dispatch: DocumentId;
      readonly documentSha256: Sha256;
      readonly priority: Priority;
      readonly signedEvent: string;
      readonly silentAfter: number;
    },
  ): void {
    if (isLife(row)) tx.hurry();
    tx.send(
      `with queued as (
         insert into mailbox.outbox (link_id, peer, statement, state, thread, dispatch, priority, signed_event,
           document_sha256)
         values ($1, $2, false, 'QUEUED', $3, $4, $5, $6, $8))
       insert into mailbox.silence_due (dispatch, due_at)
       values ($4, clock_timestamp() + make_interval(secs => $7))`,
      [
        row.linkId,
        row.peer,
        row.thread,
        row.dispatch,
        row.priority,
        row.signedEvent,
        row.silentAfter / 1_000,
        row.documentSha256,
      ],
    );
  }

  async isVoid(tx: Tx, dispatch: DocumentId): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from mailbox.outbox where dispatch = $1 and state = 'VOID'`,
      [dispatch],
    );
    return rows.length > 0;
  }

  async fate(tx: Tx, dispatch: DocumentId): Promise<Fate | undefined> {
    return (await this.fates(tx, [dispatch])).get(dispatch);
  }

  async fates(tx: Tx, dispatches: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, Fate>> {
    const rows = await tx.query<Fate & { readonly dispatch: DocumentId }>(
      `select dispatch, state, outcome, code, signed_event as "signedEvent", sealed_at as "sealedAt"
       from mailbox.outbox where dispatch = any ($1::uuid[])`,
      [dispatches],
    );
    return new Map(rows.map(({ dispatch, ...fate }) => [dispatch, fate]));
  }

  /**
   * Locks and returns queued documents, most urgent first. Skips a thread's other documents while its opening document is
   * queued.
   */
  async claimQueued(tx: Tx, { peers, formal, aside }: Waiting, again = false): Promise<Claimed> {
    const claimed = await tx.query<QueuedDispatch & { ahead: number }>(
      `select c.*, sum(d.size) over (order by c.priority, c.id) - d.size as ahead
       from (
       select o.id, o.link_id as "linkId", o.peer, o.thread, o.dispatch, o.signed_event as "signedEvent",
         o.priority, o.dispatch = o.thread and exists (
           select from mailbox.outbox f where f.thread = o.thread and f.state = 'QUEUED' and f.id <> o.id) as followed,
         exists (select from cases.attachment a where a.dispatch = o.dispatch) as "hasAttachments",
         array(select h.dispatch from mailbox.outbox h
           where h.thread = o.thread and h.state = 'QUEUED' and h.formal_until is not null) as "heldFormal"
       from mailbox.outbox o
       where o.state = 'QUEUED' and (o.signed_event is null or exists (
         select from journal.leaf l where l.event = o.signed_event
           and l.index < ${releasedSizeSql} offset 0))
         and o.peer <> all ($1::text[]) and (o.id <@ $3::int8multirange) = $4
         and (not $2 or o.formal_until is null or o.formal_until <= statement_timestamp())
         and (o.dispatch = o.thread or not exists (
           select from mailbox.outbox e
           where e.thread = o.thread and e.dispatch = e.thread and e.state = 'QUEUED'))
       order by o.priority, o.id limit ${mostClaimed} for update of o skip locked) c
       cross join lateral (select coalesce(sum(octet_length(content)), 0)::int as size from cases.dispatch where id = c.dispatch) d
       order by c.priority, c.id`,
      [[...peers.keys()], formal, multirangeOf(again ? aside.due : aside.codes.keys()), again],
    );
    const rows = claimed.flatMap(({ ahead, ...row }) => (ahead < batchBytes ? [row] : []));
    return { rows, more: claimed.length === mostClaimed || rows.length < claimed.length };
  }

  async noteWaits(tx: Tx, { peers, formal, aside }: Waiting): Promise<LinkId[]> {
    const failed = rangesByCode(aside);
    const rows = await tx.query<{ linkId: LinkId }>(
      `with changed as (
         update mailbox.outbox o set waits_for = w.code
         from (select q.id, coalesce(p.code, case when q.formal_until is not null then $3::text end, a.code) as code
             from mailbox.outbox q left join unnest($1::text[], $2::text[]) as p (peer, code) on p.peer = q.peer
               left join unnest($4::int8multirange[], $5::text[]) as a (ids, code) on q.id <@ a.ids
             where q.state = 'QUEUED') w
         where o.id = w.id and o.waits_for is distinct from w.code)
       select distinct link_id as "linkId" from mailbox.outbox
       where state = 'QUEUED' and peer = any ($1::text[])`,
      [
        ...[[...peers.keys()], [...peers.values()], formal ? formalCode : null],
        ...[[...failed.values()], [...failed.keys()]],
      ],
    );
    return rows.map(({ linkId }) => linkId);
  }

  async statementsPile(tx: Tx, linkId: LinkId): Promise<boolean> {
    const [row] = await tx.query<{ piled: boolean }>(`select ${pileSql} as piled`, [linkId]);
    return row?.piled === true;
  }

  void(tx: Tx, id: number, code: string): void {
    tx.send(
      `update mailbox.outbox set state = 'VOID', code = $2, closed_at = clock_timestamp() where id = $1`,
      [id, code],
    );
  }

  addStatement(
    tx: Tx,
    row: {
      readonly linkId: LinkId;
      readonly peer: StateCode;
      readonly messageId: MessageId;
      readonly ciphertext: Uint8Array;
      readonly ciphertextSha256: Sha256;
      readonly priority: Priority;
    },
  ): void {
    if (isLife(row)) tx.hurry();
    tx.send(
      `insert into mailbox.outbox (link_id, peer, statement, state, priority, message_id, ciphertext,
         ciphertext_sha256, sealed_at)
       values ($1, $2, true, 'SEALED', $6, $3, $4, $5, clock_timestamp())`,
      [row.linkId, row.peer, row.messageId, row.ciphertext, row.ciphertextSha256, row.priority],
    );
  }

  /**
   * Finds due statements, and due messages whose log entry `msg.send.intent` is released, most urgent first. A thread's
   * messages wait for its opening message.
   */
  due(tx: Tx, linkId: LinkId, limit: number): Promise<RelayRow[]> {
    return tx.query<RelayRow>(
      `select * from (
         select due.*, sum(octet_length(ciphertext)) over (order by priority, id) - octet_length(ciphertext) as ahead
         from (
       select o.id, o.link_id as "linkId", o.message_id as "messageId", o.statement, o.ciphertext,
         o.ciphertext_sha256 as "ciphertextSha256", o.priority, o.attempt, o.state = 'SEALED' as first
       from mailbox.outbox o
       where o.link_id = $1 and o.state in ('SEALED', 'RELAYED') and o.next_attempt_at <= statement_timestamp()
         and (o.statement or exists (
           select from journal.leaf l where l.event = o.intent_event
             and l.index < ${releasedSizeSql} offset 0))
         and (o.thread is null or not exists (
           select from mailbox.outbox e
           where e.thread = o.thread and e.id < o.id
             and e.state in ('QUEUED', 'SEALED', 'RELAYED') and (e.state <> 'QUEUED' or e.formal_until is null)
             and (e.priority <= o.priority or e.dispatch = o.thread)))
       order by o.priority, o.id limit ${limit}) due) counted
       where ahead < ${relayBytes} order by priority, id`,
      [linkId],
    );
  }

  markRelayed(tx: Tx, rows: readonly RelayRow[]): void {
    if (rows.length === 0) return;
    tx.send(
      `update mailbox.outbox o set
         state = case when o.statement then 'CLOSED' when o.state = 'SEALED' then 'RELAYED' else o.state end,
         ciphertext = case when o.statement then null else o.ciphertext end,
         relayed_at = coalesce(o.relayed_at, clock_timestamp()),
         attempt = o.attempt + 1,
         next_attempt_at = clock_timestamp() + make_interval(secs => r.secs)
       from unnest($1::bigint[], $2::float8[]) as r (id, secs)
       where o.id = r.id and o.state in ('SEALED', 'RELAYED')`,
      [rows.map((r) => r.id), rows.map((r) => resendAfter(r.attempt, r.priority))],
    );
  }

  /**
   * Closes the given messages, whose receipts are verified, and returns those that were still open. Sealed bytes stay as
   * evidence until the thread is erased.
   */
  async close(
    tx: Tx,
    closings: readonly {
      readonly messageId: MessageId;
      readonly outcome: 'OPENED' | 'REJECTED';
      readonly code: string | null;
    }[],
  ): Promise<readonly Closed[]> {
    if (closings.length === 0) return [];
    const rows = await tx.query<Closed & { priority: Priority; followed: boolean }>(
      `update mailbox.outbox o set state = 'CLOSED', outcome = c.outcome, code = c.code,
         closed_at = clock_timestamp(), ciphertext = case when o.session_key is null then null else o.ciphertext end
       from unnest($1::text[], $2::text[], $3::text[]) as c (message_id, outcome, code)
       where o.message_id = c.message_id and not o.statement and o.state in ('SEALED', 'RELAYED')
       returning o.message_id as "messageId", o.priority,
         exists (select from cases.attachment a where a.dispatch = o.dispatch) as "hasAttachments", exists (
         select from mailbox.outbox f
         where f.thread = o.thread and f.id > o.id and f.state in ('QUEUED', 'SEALED', 'RELAYED')) as followed`,
      [
        closings.map((c) => c.messageId),
        closings.map((c) => c.outcome),
        closings.map((c) => c.code),
      ],
    );
    // Messages of the thread that waited for this one may leave now.
    if (rows.some(({ followed }) => followed)) tx.wake('relay');
    if (rows.some(isLife)) tx.hurry();
    return rows.map(({ messageId, hasAttachments }) => ({ messageId, hasAttachments }));
  }

  /**
   * Schedules messages that the neighbour requests again: sent within two seconds, unless a receipt has closed them. A
   * repeated request before sending changes nothing.
   */
  resend(tx: Tx, linkId: LinkId, seqs: readonly number[]): void {
    tx.send(
      `update mailbox.outbox set next_attempt_at = least(next_attempt_at, clock_timestamp() + interval '2 seconds')
       where link_id = $1 and seq = any ($2::bigint[]) and state = 'RELAYED'`,
      [linkId, seqs],
    );
  }
}
