import { releasedSizeSql } from '#journal';
import { anyLink } from './what-waits.js';
import {
  priorities,
  type DocumentId,
  type LinkId,
  type MessageId,
  type Priority,
  type Receipt,
  type ReceiptStage,
  type Sha256,
} from '#kernel';
import type { Tx } from '#store';
import { MailboxError } from './errors.js';
import { linkSql, type LinkRow } from './links.js';
import { pileSql, type SentMessage } from './outbox.js';
import { isLife } from './resend-after.js';

export interface ReceiptDue {
  readonly linkId: LinkId;
  readonly messageId: MessageId;
  readonly stage: ReceiptStage;
  readonly code: string | null;
  readonly ciphertextSha256: Sha256;
  readonly at: Date;
  readonly event: string;
  readonly priority: Priority;
  readonly reportedBy?: LinkId;
}

export interface Numbered extends ReceiptDue {
  readonly rseq: number;
}

export interface Unacknowledged {
  readonly bytes: Buffer;
  readonly size: number;
  readonly priority: Priority;
}

export interface ReceiptProof {
  readonly envelope: Uint8Array | null;
  readonly envelopeSignature: Uint8Array | null;
  readonly statement: Uint8Array;
  readonly signature: Uint8Array;
}

export interface ReceiptTurn extends LinkRow {
  readonly isPiled: boolean;
  readonly isDue: boolean;
  readonly isUnacknowledged: boolean;
  readonly hasMore: boolean;
}

export interface SignedStatement {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly sha256: Sha256;
}

export interface LookedUp {
  readonly sent: SentMessage | undefined;
  readonly before: KeptFor | undefined;
}

type KeptFor = Pick<Receipt, 'stage' | 'code'> & { readonly about: string };

interface LookedUpRow extends SentMessage, Omit<KeptFor, 'about'> {
  readonly isOurs: boolean;
  readonly about: string | null;
}

const resendSql = 'least(60, 4 * 2 ^ least(o.attempts, 4))';

/** SQL for receipts to issue, whose log entries are released. DELIVERED waits up to 200 ms for OPENED or REJECTED. */
const issuableSql = (
  link = '$1',
): string => `from mailbox.receipt_due d join journal.leaf l on l.event = d.event
  where d.link_id = ${link} and d.rseq is null and l.index < ${releasedSizeSql}
    and (d.stage <> 'DELIVERED' or d.at < statement_timestamp() - interval '200 ms' or exists (
      select from mailbox.receipt_due f join journal.leaf g on g.event = f.event
      where f.link_id = d.link_id and f.message_id = d.message_id and f.stage in ('OPENED', 'REJECTED')
        and g.index < ${releasedSizeSql} offset 0))`;

const unacknowledgedSql = (acknowledgedUpTo: string, link = '$1'): string =>
  `from mailbox.receipt_out where link_id = ${link} and rseq > ${acknowledgedUpTo} and send_after <= statement_timestamp()`;

export const receiptsDueSql = (more: (link: string) => string): string => `jsonb_build_object(
  'due', exists (select from mailbox.link_heard h where ${anyLink('h.link_id')} and (exists (select ${issuableSql('h.link_id')})
    or exists (select ${unacknowledgedSql('h.rack_out', 'h.link_id')}) or ${more('h.link_id')})),
  'verified', (select jsonb_object_agg(link_id, rack_in) from mailbox.link_heard where ${anyLink('link_id')}))`;

/**
 * Receipts that this State sends and receives. Sends a receipt again until the neighbour acknowledges it; stores each
 * received receipt with the signed statement as proof.
 */
export class Receipts {
  /**
   * Stores facts for which a receipt must be issued; a repeated fact adds no second receipt. Call it in the transaction that
   * records the facts.
   */
  due(tx: Tx, rows: readonly ReceiptDue[]): void {
    if (rows.length === 0) return;
    tx.send(
      `insert into mailbox.receipt_due (link_id, message_id, stage, code, ciphertext_sha256, at, event, priority, told_by)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::uuid[],
         $8::smallint[], $9::text[])
       on conflict do nothing`,
      [
        rows.map((r) => r.linkId),
        rows.map((r) => r.messageId),
        rows.map((r) => r.stage),
        rows.map((r) => r.code),
        rows.map((r) => r.ciphertextSha256),
        rows.map((r) => r.at),
        rows.map((r) => r.event),
        rows.map((r) => r.priority),
        rows.map((r) => r.reportedBy ?? null),
      ],
    );
    if (rows.some(isLife)) tx.hurry();
    const pressing = rows.filter((r) => r.priority < priorities.NORMAL);
    if (pressing.length === 0) return;
    // Earlier due receipts of these messages get their priority, unknown before decryption.
    tx.send(
      `update mailbox.receipt_due d set priority = u.priority
       from unnest($1::text[], $2::text[], $3::smallint[]) as u (link_id, message_id, priority)
       where d.link_id = u.link_id and d.message_id = u.message_id and d.rseq is null and d.priority > u.priority`,
      [
        pressing.map((r) => r.linkId),
        pressing.map((r) => r.messageId),
        pressing.map((r) => r.priority),
      ],
    );
  }

  countReportsWithinDay(
    tx: Tx,
    reportedBy: LinkId,
    messages: readonly Pick<ReceiptDue, 'linkId' | 'messageId'>[],
  ): Promise<(Pick<ReceiptDue, 'linkId' | 'messageId'> & { readonly count: number })[]> {
    return tx.query(
      `select d.link_id as "linkId", d.message_id as "messageId", count(*)::int as count
       from mailbox.receipt_due d
       join (select distinct * from unnest($1::text[], $2::text[])) as m (link_id, message_id)
         on m.link_id = d.link_id and m.message_id = d.message_id
       where d.stage = 'BREAK_GLASS_ONWARD' and d.told_by = $3 and d.at > statement_timestamp() - interval '1 day'
       group by d.link_id, d.message_id`,
      [messages.map((m) => m.linkId), messages.map((m) => m.messageId), reportedBy],
    );
  }

  async turn(
    tx: Tx,
    linkId: LinkId,
    more: (link: string) => string,
  ): Promise<ReceiptTurn | undefined> {
    const [row] = await tx.query<ReceiptTurn>(
      `select l.*, ${pileSql} as "isPiled", exists (select ${issuableSql()}) as "isDue",
         exists (select ${unacknowledgedSql('l."acknowledgedUpTo"')}) as "isUnacknowledged", ${more('$1')} as "hasMore"
       from (${linkSql} where link_id = $1) l`,
      [linkId],
    );
    return row;
  }

  issuable(tx: Tx, linkId: LinkId, limit: number): Promise<Numbered[]> {
    return tx.query<Numbered>(
      `with due as materialized (
         select d.link_id as "linkId", d.message_id as "messageId", d.stage, d.code,
           d.ciphertext_sha256 as "ciphertextSha256", d.at, d.event, d.priority, l.index
         ${issuableSql()} order by d.priority, l.index limit ${limit} for update of d skip locked),
       numbered as (
         update mailbox.link_receipts set last_rseq = last_rseq + (select count(*) from due)
         where link_id = $1 and exists (select from due)
         returning last_rseq - (select count(*) from due) as last)
       select due.*, last + row_number() over (order by priority, index) as rseq
       from due cross join numbered order by rseq`,
      [linkId],
    );
  }

  issued(
    tx: Tx,
    linkId: LinkId,
    size: number,
    receipts: readonly { receipt: Receipt; event: string; bytes: Uint8Array; priority: Priority }[],
  ): void {
    if (receipts.length === 0) return;
    const columns = [
      receipts.map((r) => r.receipt.rseq),
      receipts.map((r) => r.receipt.messageId),
      receipts.map((r) => r.receipt.stage),
    ];
    tx.send(
      `with issued as (
         insert into mailbox.receipt_out (link_id, rseq, message_id, stage, receipt, priority, size)
         select $1, r.*, $7 from unnest($2::bigint[], $3::text[], $4::text[], $5::bytea[], $6::smallint[]) as r)
       update mailbox.receipt_due d set rseq = r.rseq
       from unnest($2::bigint[], $3::text[], $4::text[], $8::uuid[]) as r (rseq, message_id, stage, event)
       where d.link_id = $1 and d.message_id = r.message_id and d.stage = r.stage and d.event = r.event and d.rseq is null`,
      [
        ...[linkId, ...columns],
        ...[receipts.map((r) => r.bytes), receipts.map((r) => r.priority), size],
        receipts.map((r) => r.event),
      ],
    );
  }

  takeUnacknowledged(
    tx: Tx,
    linkId: LinkId,
    acknowledgedUpTo: number,
    limit: number,
  ): Promise<Unacknowledged[]> {
    return tx.query<Unacknowledged>(
      `with taken as materialized (
         select rseq, receipt, size, priority ${unacknowledgedSql('$2')}
         order by priority, rseq limit ${limit} for update skip locked),
       again as (
         update mailbox.receipt_out o set attempts = o.attempts + 1,
           send_after = clock_timestamp() + make_interval(secs => ${resendSql})
         from taken t where o.link_id = $1 and o.rseq = t.rseq)
       select receipt as bytes, size, priority from taken order by priority, rseq`,
      [linkId, acknowledgedUpTo],
    );
  }

  /** Schedules the receipts of these messages to be sent again within a second, because the peer repeated the messages. */
  sendAgain(tx: Tx, linkId: LinkId, messageIds: readonly MessageId[]): void {
    if (messageIds.length === 0) return;
    tx.send(
      `update mailbox.receipt_out set send_after = least(send_after, clock_timestamp() + interval '1 second')
       where link_id = $1 and message_id = any ($2::text[])`,
      [linkId, messageIds],
    );
  }

  /**
   * Finds, per receipt, the message it names (`sent`) and the stored receipt with its number (`before`). Each is undefined if
   * not found. @throws MailboxError LINK_UNKNOWN if the link does not exist
   */
  async lookUp(
    tx: Tx,
    linkId: LinkId,
    receipts: readonly Pick<Receipt, 'rseq' | 'messageId'>[],
  ): Promise<LookedUp[]> {
    const rows = await tx.query<LookedUpRow>(
      `select o.dispatch, o.ciphertext_sha256 as "ciphertextSha256", o.sealed_at as "sealedAt", clock_timestamp() as now,
         o.id is not null as "isOurs", k.message_id as about, k.stage, k.code
       from mailbox.link_heard h
       cross join unnest($2::bigint[], $3::text[]) with ordinality as r (rseq, message_id, place)
       left join mailbox.outbox o on o.link_id = $1 and o.message_id = r.message_id and not o.statement
       left join mailbox.receipt_in k on k.link_id = $1 and k.rseq = r.rseq
       where h.link_id = $1 order by r.place for update of h`,
      [linkId, receipts.map(({ rseq }) => rseq), receipts.map(({ messageId }) => messageId)],
    );
    if (rows.length < receipts.length) throw new MailboxError('LINK_UNKNOWN');
    return rows.map(({ isOurs, about, stage, code, ...sent }) => ({
      sent: isOurs ? sent : undefined,
      before: about === null ? undefined : { about, stage, code },
    }));
  }

  /**
   * Stores verified receipts of the peer. If at least one receipt is new, also stores the signed statement as proof. @returns
   * the numbers (`rseq`) of the new receipts
   */
  async storeReceipts(
    tx: Tx,
    linkId: LinkId,
    { bytes: statement, signature, sha256 }: SignedStatement,
    receipts: readonly { receipt: Receipt; about: string; bytes: Uint8Array }[],
  ): Promise<ReadonlySet<number>> {
    if (receipts.length === 0) return new Set();
    const rows = await tx.query<{ rseq: number }>(
      `with kept as (
         insert into mailbox.receipt_in (link_id, rseq, message_id, stage, code, at, receipt, statement_sha256)
         select $1, r.rseq, r.message_id, r.stage, r.code, r.at, r.receipt, $2
         from unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::bytea[])
           as r (rseq, message_id, stage, code, at, receipt)
         on conflict do nothing returning rseq),
       said as (
         insert into mailbox.statement_in (sha256, link_id, statement, signature)
         select $2, $1, $9, $10 where exists (select from kept) on conflict do nothing)
       select rseq from kept`,
      [
        linkId,
        sha256,
        receipts.map((r) => r.receipt.rseq),
        receipts.map((r) => r.about),
        receipts.map((r) => r.receipt.stage),
        receipts.map((r) => r.receipt.code),
        receipts.map((r) => r.receipt.at),
        receipts.map((r) => r.bytes),
        ...[statement, signature],
      ],
    );
    return new Set(rows.map((row) => row.rseq));
  }

  keepStatement(tx: Tx, linkId: LinkId, { bytes, signature, sha256 }: SignedStatement): void {
    tx.send(
      `insert into mailbox.statement_in (sha256, link_id, statement, signature) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [sha256, linkId, bytes, signature],
    );
  }

  async proof(tx: Tx, dispatch: DocumentId, rseq: number): Promise<ReceiptProof | undefined> {
    const [row] = await tx.query<ReceiptProof>(
      `select o.envelope, o.envelope_signature as "envelopeSignature", p.statement, p.signature
       from mailbox.outbox o cross join mailbox.proof_of($1, $2) p where o.dispatch = $1`,
      [dispatch, rseq],
    );
    return row;
  }
}
