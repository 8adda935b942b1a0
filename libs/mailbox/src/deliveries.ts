import type { DocumentId, LinkId, MessageId, Sha256, StateCode } from '#model';
import { sha256, type Frame } from '#wire';
import type { Tx } from '#store';

export interface Arrival {
  readonly messageId: MessageId;
  readonly statement: boolean;
  readonly ciphertextSha256: Sha256;
  /** Bytes. */
  readonly size: number;
  readonly parts: number;
  readonly receivedAt: Date;
}

export interface Accepted {
  /** Complete and stored for the first time. */
  readonly fresh: readonly Arrival[];
  /** Complete and known already, with the same bytes: the stored receipts go out again. */
  readonly repeated: readonly MessageId[];
  /** Known id with other bytes: never stored, an alarm. */
  readonly conflicting: readonly Frame[];
}

export interface DueDelivery {
  readonly serial: number;
  readonly linkId: LinkId;
  readonly messageId: MessageId;
  readonly peer: StateCode;
  readonly statement: boolean;
  readonly state: 'RECEIVED' | 'WAITING';
  readonly ciphertext: Uint8Array;
  readonly ciphertextSha256: Sha256;
  readonly event: string | null;
  readonly receivedAt: Date;
}

export interface OpenedRow {
  readonly row: DueDelivery;
  readonly kept: Uint8Array | null;
  readonly dispatch: DocumentId | null;
}

/** A message and the document it brings. */
export interface Bringer {
  readonly origin: StateCode;
  readonly document: DocumentId;
  readonly messageId: MessageId;
  readonly documentSha256: Sha256;
}

interface Whole {
  readonly frame: Frame;
  readonly ciphertext: Uint8Array;
  readonly ciphertextSha256: Sha256;
}

/** Seconds after which a delivery that waits for something is looked at again. */
const waitSeconds = 2;

/** What came, exactly as it came. Unique by link and message id for ever. */
export class Deliveries {
  /** Stores frames of one link; the caller's transaction also records the events and the receipts due. */
  async accept(
    tx: Tx,
    linkId: LinkId,
    peer: StateCode,
    frames: readonly Frame[],
  ): Promise<Accepted> {
    const whole: Whole[] = [];
    for (const frame of frames) {
      const ciphertext =
        frame.parts === 1 ? frame.ciphertext : await this.assemble(tx, linkId, frame);
      if (ciphertext === undefined) continue;
      if (whole.some((w) => w.frame.messageId === frame.messageId)) continue;
      whole.push({ frame, ciphertext, ciphertextSha256: sha256(ciphertext) });
    }
    if (whole.length === 0) return { fresh: [], repeated: [], conflicting: [] };
    const fresh = await this.insert(tx, linkId, peer, whole);
    const old = whole.filter((w) => !fresh.some((f) => f.messageId === w.frame.messageId));
    const known = await this.hashes(
      tx,
      linkId,
      old.map((w) => w.frame.messageId),
    );
    const same = (w: Whole): boolean => known.get(w.frame.messageId) === w.ciphertextSha256;
    return {
      fresh,
      repeated: old.filter(same).map((w) => w.frame.messageId),
      conflicting: old
        .filter((w) => !same(w))
        .map((w) => ({ ...w.frame, ciphertext: w.ciphertext })),
    };
  }

  private async insert(
    tx: Tx,
    linkId: LinkId,
    peer: StateCode,
    whole: readonly Whole[],
  ): Promise<Arrival[]> {
    return tx.query<Arrival>(
      `insert into mailbox.delivery (link_id, message_id, peer, statement, parts, state, ciphertext, ciphertext_sha256, size)
       select $1, w.message_id, $2, w.statement, w.parts, 'RECEIVED', w.ciphertext, w.sha256, octet_length(w.ciphertext)
       from unnest($3::text[], $4::boolean[], $5::smallint[], $6::bytea[], $7::text[])
         as w (message_id, statement, parts, ciphertext, sha256)
       on conflict (link_id, message_id) do nothing
       returning message_id as "messageId", statement, ciphertext_sha256 as "ciphertextSha256",
         size, parts, received_at as "receivedAt"`,
      [
        linkId,
        peer,
        whole.map((w) => w.frame.messageId),
        whole.map((w) => w.frame.statement),
        whole.map((w) => w.frame.parts),
        whole.map((w) => w.ciphertext),
        whole.map((w) => w.ciphertextSha256),
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

  /** Keeps a part; returns the whole once every part is there, and forgets the parts. */
  private async assemble(tx: Tx, linkId: LinkId, frame: Frame): Promise<Uint8Array | undefined> {
    await tx.query(
      `insert into mailbox.delivery_part (link_id, message_id, part, ciphertext) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [linkId, frame.messageId, frame.part, frame.ciphertext],
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

  /** Notes the events under which the arrivals were logged. */
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
   * Locks the next deliveries to open, in the order of arrival; other openers skip them. Statements go first: one of them
   * may be what the others wait for.
   */
  claim(tx: Tx, limit: number): Promise<DueDelivery[]> {
    return tx.query<DueDelivery>(
      `select serial, link_id as "linkId", message_id as "messageId", peer, statement, state, ciphertext,
         ciphertext_sha256 as "ciphertextSha256", event, received_at as "receivedAt"
       from mailbox.delivery
       where state in ('RECEIVED', 'WAITING') and try_after <= clock_timestamp()
       order by not statement, serial limit $1 for update skip locked`,
      [limit],
    );
  }

  /** Opened: the sealed bytes move under the thread's key (`kept`) and the raw column is cleared. */
  markOpened(tx: Tx, rows: readonly OpenedRow[]): void {
    if (rows.length === 0) return;
    tx.send(
      `update mailbox.delivery d set state = 'OPENED', waits_for = null, ciphertext = null, kept = o.kept,
         dispatch = o.dispatch, opened_at = clock_timestamp()
       from unnest($1::text[], $2::text[], $3::bytea[], $4::uuid[]) as o (link_id, message_id, kept, dispatch)
       where d.link_id = o.link_id and d.message_id = o.message_id`,
      [
        rows.map(({ row }) => row.linkId),
        rows.map(({ row }) => row.messageId),
        rows.map(({ kept }) => kept),
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

  /** Not yet: says for what it waits and is looked at again soon. */
  markWaiting(tx: Tx, row: DueDelivery, waitsFor: string): void {
    tx.send(
      `update mailbox.delivery set state = 'WAITING', waits_for = $3,
         try_after = clock_timestamp() + make_interval(secs => $4)
       where link_id = $1 and message_id = $2`,
      [row.linkId, row.messageId, waitsFor, waitSeconds],
    );
  }

  /** Unique for ever, whatever envelope brings a document. Returns the messages whose document is here for the first time. */
  async acceptOnce(tx: Tx, bringers: readonly Bringer[]): Promise<ReadonlySet<MessageId>> {
    if (bringers.length === 0) return new Set();
    const rows = await tx.query<{ id: MessageId }>(
      `insert into mailbox.accepted (origin, document_id, message_id, document_sha256)
       select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[])
       on conflict do nothing returning message_id as id`,
      [
        bringers.map((each) => each.origin),
        bringers.map((each) => each.document),
        bringers.map((each) => each.messageId),
        bringers.map((each) => each.documentSha256),
      ],
    );
    return new Set(rows.map((row) => row.id));
  }
}
