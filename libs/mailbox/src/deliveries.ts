import {
  priorities,
  type DocumentId,
  type LinkId,
  type MessageId,
  type Priority,
  type Sha256,
  type StateCode,
  type ThreadId,
} from '#kernel';
import { hashesOf, type Frame, type Hashes } from '#wire';
import type { SealedHashes } from '#journal';
import type { Tx } from '#store';
import { batchBytes } from './outbox.js';
import type { LinkProtocol, Protocols } from './protocols.js';

export interface Arrival extends SealedHashes {
  readonly messageId: MessageId;
  readonly statement: boolean;
  readonly parts: number;
  readonly receivedAt: Date;
}

export interface Accepted {
  readonly fresh: readonly Arrival[];
  readonly repeated: readonly MessageId[];
  readonly conflicting: readonly Frame[];
}

export interface DueDelivery extends SealedHashes {
  readonly serial: number;
  readonly linkId: LinkId;
  readonly messageId: MessageId;
  readonly peer: StateCode;
  readonly statement: boolean;
  readonly state: 'RECEIVED' | 'WAITING';
  readonly waitsFor: 'DIRECTORY' | 'PARENT' | null;
  readonly ciphertext: Uint8Array;
  readonly parts: number;
  /** Id of the log entry about the message's arrival; null if the arrival is not logged. */
  readonly event: string | null;
  readonly receivedAt: Date;
  readonly priority: Priority | null;
  readonly isOurs: boolean;
}

export interface WaitingForParent {
  readonly count: number;
  readonly bytes: number;
  readonly unopened: number;
}

export interface Claimed {
  readonly rows: readonly DueDelivery[];
  readonly more: boolean;
  readonly protocols: Protocols;
}

export interface Seen {
  readonly row: DueDelivery;
  readonly thread: ThreadId | null;
  readonly priority: Priority;
}

export interface OpenedRow {
  readonly row: DueDelivery;
  readonly kept: Uint8Array | null;
  readonly sessionKey: Uint8Array | null;
  readonly dispatch: DocumentId | null;
}

interface Whole {
  readonly frame: Frame;
  readonly ciphertext: Uint8Array;
  readonly hashes: Hashes;
}

/**
 * SQL for the seconds (2 to 60) until the next try to open a waiting message. Bounds decryption work, because a neighbour can
 * make many messages wait.
 */
const waitSeconds = `greatest(2, least(60, extract(epoch from clock_timestamp() - received_at) / 8))`;

const aheadBytes = 8 * 1024 * 1024;

const maxLooseParts = 128;

const dueColumns = `c.serial, c.link_id as "linkId", c.message_id as "messageId", c.peer, c.statement, c.state, c.waits_for as "waitsFor", c.ciphertext,
  c.ciphertext_sha256 as "ciphertextSha256", c.ciphertext_sha512 as "ciphertextSha512", c.size, c.parts, c.event, c.received_at as "receivedAt", c.lane as priority,
  exists (select from mailbox.outbox o
    where o.link_id = c.link_id and o.message_id = c.message_id and not o.statement) as "isOurs"`;

const claimedColumns = `d.serial, d.link_id, d.message_id, d.peer, d.statement, d.state, d.waits_for, d.ciphertext, d.ciphertext_sha256,
  d.ciphertext_sha512, d.size, d.parts, d.event, d.received_at, d.lane`;

/** Received messages, byte for byte. The pair of link and message id is unique for ever. */
export class Deliveries {
  async accept(
    tx: Tx,
    linkId: LinkId,
    peer: StateCode,
    frames: readonly Frame[],
  ): Promise<Accepted> {
    const whole: Whole[] = [];
    const conflicting: Frame[] = [];
    for (const frame of frames) {
      const ciphertext =
        frame.parts === 1 ? frame.ciphertext : await this.assemble(tx, linkId, frame);
      if (ciphertext === undefined) continue;
      const hashes = hashesOf(ciphertext);
      const first = whole.find((w) => w.frame.messageId === frame.messageId);
      if (first === undefined) whole.push({ frame, ciphertext, hashes });
      else if (first.hashes.sha256 !== hashes.sha256) conflicting.push({ ...frame, ciphertext });
    }
    if (whole.length === 0) return { fresh: [], repeated: [], conflicting: [] };
    const fresh = await this.insert(tx, linkId, peer, whole);
    const old = whole.filter((w) => !fresh.some((f) => f.messageId === w.frame.messageId));
    const known = await this.hashes(
      tx,
      linkId,
      old.map((w) => w.frame.messageId),
    );
    const same = (w: Whole): boolean => known.get(w.frame.messageId) === w.hashes.sha256;
    return {
      fresh,
      repeated: old.filter(same).map((w) => w.frame.messageId),
      conflicting: [
        ...conflicting,
        ...old.filter((w) => !same(w)).map((w) => ({ ...w.frame, ciphertext: w.ciphertext })),
      ],
    };
  }

  private async insert(
    tx: Tx,
    linkId: LinkId,
    peer: StateCode,
    whole: readonly Whole[],
  ): Promise<Arrival[]> {
    return tx.query<Arrival>(
      `insert into mailbox.delivery (link_id, message_id, peer, statement, parts, state, ciphertext, ciphertext_sha256,
         ciphertext_sha512, size)
       select $1, w.message_id, $2, w.statement, w.parts, 'RECEIVED', w.ciphertext, w.sha256, w.sha512,
         octet_length(w.ciphertext)
       from unnest($3::text[], $4::boolean[], $5::smallint[], $6::bytea[], $7::text[], $8::text[])
         as w (message_id, statement, parts, ciphertext, sha256, sha512)
       on conflict (link_id, message_id) do nothing
       returning message_id as "messageId", statement, ciphertext_sha256 as "ciphertextSha256",
         ciphertext_sha512 as "ciphertextSha512", size, parts, received_at as "receivedAt"`,
      [
        linkId,
        peer,
        whole.map((w) => w.frame.messageId),
        whole.map((w) => w.frame.statement),
        whole.map((w) => w.frame.parts),
        whole.map((w) => w.ciphertext),
        whole.map((w) => w.hashes.sha256),
        whole.map((w) => w.hashes.sha512),
      ],
    );
  }

  private async hashes(
    tx: Tx,
    linkId: LinkId,
    ids: readonly MessageId[],
  ): Promise<Map<MessageId, Sha256>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.query<{ messageId: MessageId; sha: Sha256 }>(
      `select message_id as "messageId", ciphertext_sha256 as sha from mailbox.delivery
       where link_id = $1 and message_id = any ($2::text[])`,
      [linkId, ids],
    );
    return new Map(rows.map((row) => [row.messageId, row.sha]));
  }

  private async assemble(tx: Tx, linkId: LinkId, frame: Frame): Promise<Uint8Array | undefined> {
    await tx.query(
      `insert into mailbox.delivery_part (link_id, message_id, part, ciphertext) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [linkId, frame.messageId, frame.part, frame.ciphertext],
    );
    // Incomplete parts make room for others: their sender repeats the whole message.
    await tx.query(
      `delete from mailbox.delivery_part where link_id = $1 and message_id <> $2
         and (select count(*) from mailbox.delivery_part where link_id = $1) > ${maxLooseParts}`,
      [linkId, frame.messageId],
    );
    const rows = await tx.query<{ ciphertext: Buffer }>(
      `select ciphertext from mailbox.delivery_part where link_id = $1 and message_id = $2 order by part`,
      [linkId, frame.messageId],
    );
    if (rows.length < frame.parts) return undefined;
    await tx.query(`delete from mailbox.delivery_part where link_id = $1 and message_id = $2`, [
      linkId,
      frame.messageId,
    ]);
    return Buffer.concat(rows.map((row) => row.ciphertext));
  }

  noteArrivals(
    tx: Tx,
    linkId: LinkId,
    notes: readonly { messageId: MessageId; event: string }[],
  ): void {
    if (notes.length === 0) return;
    tx.send(
      `with noted as (
         update mailbox.delivery d set event = n.event
         from unnest($2::text[], $3::uuid[]) as n (message_id, event)
         where d.link_id = $1 and d.message_id = n.message_id
         returning d.link_id, d.message_id, d.ciphertext_sha256, d.received_at, d.event)
       insert into mailbox.receipt_due (link_id, message_id, stage, ciphertext_sha256, at, event, priority)
       select link_id, message_id, 'DELIVERED', ciphertext_sha256, received_at, event, ${priorities.NORMAL} from noted
       on conflict do nothing`,
      [linkId, notes.map((n) => n.messageId), notes.map((n) => n.event)],
    );
  }

  noteEvents(
    tx: Tx,
    linkId: LinkId,
    notes: readonly { messageId: MessageId; event: string }[],
  ): void {
    if (notes.length === 0) return;
    tx.send(
      `update mailbox.delivery d set event = n.event
       from unnest($2::text[], $3::uuid[]) as n (message_id, event)
       where d.link_id = $1 and d.message_id = n.message_id`,
      [linkId, notes.map((n) => n.messageId), notes.map((n) => n.event)],
    );
  }

  /**
   * Locks the next messages to open: statements first, then messages by priority and arrival. Each link gets an equal share,
   * so a flood delays only its own link.
   */
  async claim(tx: Tx, links: readonly LinkId[], limit: number): Promise<Claimed> {
    const claimed = await tx.query<DueDelivery & LinkProtocol & { readonly here: number }>(
      `with due as (
         select l.link_id from unnest($1::text[]) as l (link_id)
         where exists (
           select from mailbox.delivery d where d.link_id = l.link_id
             and d.state in ('RECEIVED', 'WAITING') and d.try_after <= statement_timestamp()))
       select ${dueColumns}, c.here, k.protocol as version, k.protocol_entry as entry from (
       select d.*, count(*) over (partition by d.link_id) as here,
         sum(d.size) over (partition by d.link_id order by d.statement desc, d.lane, d.serial) - d.size as ahead
       from due cross join lateral (
         select ${claimedColumns} from mailbox.delivery d where d.link_id = due.link_id
           and d.state in ('RECEIVED', 'WAITING') and d.try_after <= statement_timestamp()
         order by d.statement desc, d.lane, d.serial
         limit greatest(1, $2::bigint / (select count(*) from due)) for update skip locked) d) c
       left join mailbox.link k on k.link_id = c.link_id
       where c.ahead < ${batchBytes} / (select count(*) from due)
       order by c.statement desc, c.lane, c.serial`,
      [links, limit],
    );
    const counts = new Map<LinkId, number>();
    for (const { linkId } of claimed) counts.set(linkId, (counts.get(linkId) ?? 0) + 1);
    const share = Math.max(1, Math.floor(limit / counts.size));
    const isFull = (linkId: LinkId, here: number): boolean => {
      const count = counts.get(linkId) ?? 0;
      return count >= share || count < here;
    };
    return {
      rows: claimed.map(({ here: _here, version: _version, entry: _entry, ...row }) => row),
      more: claimed.some(({ linkId, here }) => isFull(linkId, here)),
      protocols: new Map(claimed.map(({ linkId, version, entry }) => [linkId, { version, entry }])),
    };
  }

  /** Locks received messages whose priority is still unknown, in equal shares per link. */
  notSeen(tx: Tx, links: readonly LinkId[], limit: number): Promise<DueDelivery[]> {
    const isDue = `d.link_id = l.link_id and not d.statement and d.lane is null
      and d.state in ('RECEIVED', 'WAITING') and d.try_after <= statement_timestamp()`;
    return tx.query<DueDelivery>(
      `with due as (
         select l.link_id from unnest($1::text[]) as l (link_id)
         where exists (select from mailbox.delivery d where ${isDue}))
       select ${dueColumns} from (
         select d.*, row_number() over turn as rank, sum(d.size) over turn - d.size as ahead
         from due l cross join lateral (
           select ${claimedColumns} from mailbox.delivery d where ${isDue}
           order by d.lane, d.serial limit greatest(1, $2::bigint / (select count(*) from due)) for update skip locked) d
         window turn as (partition by d.link_id order by d.serial)) c
       where c.ahead < ${aheadBytes} / (select count(*) from due) order by c.rank, c.serial`,
      [links, limit],
    );
  }

  async notePriorities(tx: Tx, seen: readonly Seen[]): Promise<void> {
    await tx.query(
      `update mailbox.delivery d set lane = least(s.lane, t.priority)
       from unnest($1::text[], $2::text[], $3::uuid[], $4::smallint[]) as s (link_id, message_id, thread, lane)
         left join cases.thread t on t.id = s.thread and t.link_id = s.link_id
       where d.link_id = s.link_id and d.message_id = s.message_id`,
      [
        seen.map(({ row }) => row.linkId),
        seen.map(({ row }) => row.messageId),
        seen.map(({ thread }) => thread),
        seen.map(({ priority }) => priority),
      ],
    );
  }

  /**
   * Marks messages as opened and replaces their received bytes by `kept`. `kept`: the bytes encrypted with the thread's key,
   * or null.
   */
  markOpened(tx: Tx, rows: readonly OpenedRow[]): void {
    if (rows.length === 0) return;
    tx.send(
      `update mailbox.delivery d set state = 'OPENED', waits_for = null, ciphertext = null, kept = o.kept,
         session_key = o.session_key, dispatch = o.dispatch, opened_at = clock_timestamp()
       from unnest($1::text[], $2::text[], $3::bytea[], $4::bytea[], $5::uuid[])
         as o (link_id, message_id, kept, session_key, dispatch)
       where d.link_id = o.link_id and d.message_id = o.message_id`,
      [
        rows.map(({ row }) => row.linkId),
        rows.map(({ row }) => row.messageId),
        rows.map(({ kept }) => kept),
        rows.map(({ sessionKey }) => sessionKey),
        rows.map(({ dispatch }) => dispatch),
      ],
    );
  }

  markQuarantined(tx: Tx, row: DueDelivery): void {
    tx.send(
      `update mailbox.delivery set state = 'QUARANTINED', waits_for = null, ciphertext = null
       where link_id = $1 and message_id = $2`,
      [row.linkId, row.messageId],
    );
  }

  /** Deletes a received message that has neither log entry nor receipt. If it was genuine, the neighbour sends it again. */
  drop(tx: Tx, row: DueDelivery): void {
    tx.send(
      `delete from mailbox.delivery where link_id = $1 and message_id = $2 and event is null`,
      [row.linkId, row.messageId],
    );
  }

  markWaiting(tx: Tx, row: DueDelivery, waitsFor: 'DIRECTORY' | 'PARENT'): void {
    tx.send(
      `update mailbox.delivery set state = 'WAITING', waits_for = $3,
         try_after = clock_timestamp() + make_interval(secs => ${waitSeconds})
       where link_id = $1 and message_id = $2`,
      [row.linkId, row.messageId, waitsFor],
    );
  }

  /**
   * Counts the messages of a link that wait for the document which they answer, and the others that are `unopened`.
   * `bytes`: sum of the sizes of the former.
   */
  async waitingForParent(tx: Tx, linkId: LinkId): Promise<WaitingForParent> {
    const [row] = await tx.query<WaitingForParent>(
      `select count(*) filter (where waits)::int as count,
         coalesce(sum(size) filter (where waits), 0)::float8 as bytes, count(*) filter (where not waits)::int as unopened
       from (select size, state = 'WAITING' and waits_for = 'PARENT' as waits from mailbox.delivery
         where link_id = $1 and not statement and state in ('RECEIVED', 'WAITING')) d`,
      [linkId],
    );
    return row ?? { count: 0, bytes: 0, unopened: 0 };
  }

  release(tx: Tx, linkId: LinkId, waitsFor: 'DIRECTORY' | 'PARENT'): void {
    tx.send(
      `update mailbox.delivery set try_after = clock_timestamp()
       where link_id = $1 and state = 'WAITING' and waits_for = $2`,
      [linkId, waitsFor],
    );
  }
}
