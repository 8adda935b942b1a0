import type {
  DocumentId,
  EventId,
  LinkId,
  MessageId,
  ReceiptStage,
  Sha256,
  StateCode,
  ThreadId,
} from '#kernel';
import type { Tx } from '#store';
import { releasedSizeSql } from '#journal';
import { indexLimits } from '#package';

export interface PackedThread {
  readonly peer: StateCode;
  readonly linkId: LinkId;
  readonly isErased: boolean;
}

export interface PackedDocument {
  readonly id: DocumentId;
  readonly direction: 'OUT' | 'IN';
  readonly message: MessageId;
  readonly sha256: Sha256;
  readonly isWithheld: boolean;
  readonly content: Buffer | null;
  readonly envelope: Buffer;
  readonly envelopeSignature: Buffer;
  readonly sent: Buffer | null;
  readonly kept: Buffer | null;
}

export interface PackedAttachment {
  readonly dispatch: DocumentId;
  readonly position: number;
  readonly root: string;
  readonly key: Buffer | null;
}

export interface PackedLeaf {
  readonly event: EventId;
  readonly index: number;
  readonly leaf: Buffer;
}

export interface PackedValue {
  readonly event: EventId;
  readonly digest: string;
  readonly content: Buffer;
}

export interface PackedReceipt {
  readonly rseq: number;
  readonly message: MessageId;
  readonly stage: ReceiptStage;
  readonly receipt: Buffer;
  readonly statement: Buffer | null;
}

export interface PackedStamp {
  readonly authority: string;
  readonly size: number;
  readonly token: Buffer;
  readonly note: string;
  readonly chain: readonly Buffer[];
  readonly lists: readonly Buffer[];
  readonly stamped: number | null;
  readonly leaf: Buffer;
}

export interface PackedLine {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
  readonly witness: string;
  readonly line: string;
  readonly second: string | null;
}

const mostStamps = 2 * indexLimits.messages + 2;
/** Maximum number of cosignatures that one query reads, beginning with the newest checkpoint. */
const mostLines = 512;

/** Queries for a package's material. Row-level security shows only threads for which a package is being made. */
export const gatheringRows = {
  async thread(tx: Tx, thread: ThreadId): Promise<PackedThread | undefined> {
    const [row] = await tx.query<PackedThread>(
      `select peer, link_id as "linkId", erased_at is not null as "isErased" from cases.thread where id = $1`,
      [thread],
    );
    return row;
  },

  documents: (tx: Tx, thread: ThreadId): Promise<PackedDocument[]> =>
    tx.query<PackedDocument>(
      `select d.id, d.direction, d.message_id as message, d.document_sha256 as sha256, d.content, c.envelope,
         exists (select from cases.withheld w where w.item = d.id) as "isWithheld",
         c.envelope_signature as "envelopeSignature", o.ciphertext as sent, v.kept
       from cases.dispatch d join cases.crossing c on c.dispatch = d.id join cases.thread t on t.id = d.thread
         left join mailbox.outbox o on d.direction = 'OUT' and o.dispatch = d.id
         left join mailbox.delivery v on d.direction = 'IN' and v.link_id = t.link_id and v.message_id = d.message_id
       where d.thread = $1 and d.message_id is not null order by d.id limit ${indexLimits.messages + 1}`,
      [thread],
    ),

  attachments: (tx: Tx, documents: readonly DocumentId[]): Promise<PackedAttachment[]> =>
    tx.query<PackedAttachment>(
      `select dispatch, position, root, key_wrapped as key from cases.attachment
       where dispatch = any ($1::uuid[]) order by dispatch, position`,
      [documents],
    ),

  leaves: (tx: Tx, thread: ThreadId, messages: readonly MessageId[]): Promise<PackedLeaf[]> =>
    tx.query<PackedLeaf>(
      `select e.id as event, l.index, e.leaf from (
         select id, leaf from journal.event where thread = $1
         union select id, leaf from journal.event where message_id = any ($2::text[])) e
       join journal.leaf l on l.event = e.id and l.index < ${releasedSizeSql}
       order by l.index limit ${indexLimits.events + 1}`,
      [thread, messages],
    ),

  values: (tx: Tx, events: readonly EventId[]): Promise<PackedValue[]> =>
    tx.query<PackedValue>('select event, digest, content from journal.packed_values($1)', [events]),

  made: (tx: Tx, thread: ThreadId): Promise<{ readonly leaf: Buffer }[]> =>
    tx.query<{ leaf: Buffer }>(
      `select leaf from journal.event where thread = $1 order by id limit ${indexLimits.events + 1}`,
      [thread],
    ),

  async lockChain(tx: Tx, thread: ThreadId): Promise<void> {
    await tx.query(
      `select leaf_hash from journal.head where kind = 'case' and key = $1 for update`,
      [thread],
    );
  },

  /** Returns the rule of the first waiver withdrawn after the log entry `after`; undefined if no waiver was withdrawn. */
  async waiverWithdrawn(tx: Tx, thread: ThreadId, after: string): Promise<string | undefined> {
    const [row] = await tx.query<{ rule: string }>(
      `select convert_from(e.leaf, 'UTF8')::jsonb -> 'data' ->> 'rule' as rule
       from journal.event e join journal.event g on g.id = $2 and (e.at, e.id) > (g.at, g.id)
       where e.thread = $1 and e.typ = 'waiver.withdrawn' order by e.at, e.id limit 1`,
      [thread, after],
    );
    return row?.rule;
  },

  receipts: (tx: Tx, link: LinkId, messages: readonly MessageId[]): Promise<PackedReceipt[]> =>
    tx.query<PackedReceipt>(
      `select rseq, message_id as message, stage, receipt, mailbox.packed_statement(statement_sha256) as statement
       from mailbox.receipt_in where link_id = $1 and message_id = any ($2::text[])
       order by rseq limit ${indexLimits.receipts + 1}`,
      [link, messages],
    ),

  async stamps(tx: Tx, size: number, indexes: readonly number[]): Promise<PackedStamp[]> {
    // Certificates and lists by their hashes.
    const rows = await tx.query<PackedStamp>(
      `with wanted as (
         select distinct w.authority, w.size from (select distinct authority from journal.stamp) a
         cross join unnest($2::bigint[]) as i (index)
         cross join lateral (select authority, size from journal.stamp s
           where s.authority = a.authority and s.size > i.index and s.size <= $1 order by s.size limit 1) w
         union select n.authority, n.size from (select distinct authority from journal.stamp) a
         cross join lateral (select authority, size from journal.stamp s
           where s.authority = a.authority and s.size <= $1 order by s.size desc limit 1) n)
       select s.authority, s.size, s.token, c.note, l.index as stamped, e.leaf, s.chain, s.lists
       from wanted join journal.stamp s using (authority, size) join journal.checkpoint c on c.size = s.size
         join journal.event e on e.id = s.event
         left join journal.leaf l on l.event = s.event and l.index < $1
       order by s.size, s.authority limit ${mostStamps}`,
      [size, indexes],
    );
    const wanted = rows.flatMap(({ chain, lists }) => [...chain, ...lists]);
    const materials = await tx.query<{ sha256: Buffer; der: Buffer }>(
      'select sha256, der from journal.stamp_material where sha256 = any ($1::bytea[])',
      [wanted],
    );
    const known = new Map(materials.map(({ sha256, der }) => [sha256.toString('hex'), der]));
    const dersOf = (hashes: readonly Buffer[]) =>
      hashes.flatMap((hash) => known.get(hash.toString('hex')) ?? []);
    return rows.map(({ chain, lists, ...row }) => ({
      ...{ ...row, chain: dersOf(chain), lists: dersOf(lists) },
    }));
  },

  lines: (tx: Tx, index: number): Promise<PackedLine[]> =>
    tx.query<PackedLine>(
      `select c.size, c.root, c.note, s.witness, s.line, s.second from journal.checkpoint c join (
         select size, witness, line, null as second from journal.cosignature where size > $1
         union all select size, witness, line, second from journal.outside_cosignature where size > $1) s using (size)
       where c.size <= ${releasedSizeSql} order by c.size desc, s.witness limit ${mostLines}`,
      [index],
    ),

  async placeOf(tx: Tx, event: string): Promise<number | undefined> {
    const [row] = await tx.query<{ index: number }>(
      'select index from journal.leaf where event = $1',
      [event],
    );
    return row?.index;
  },

  directories: (
    tx: Tx,
    ends: readonly { readonly state: string; readonly root: string; readonly version: number }[],
  ): Promise<
    { readonly state: StateCode; readonly entry: Buffer; readonly signatures: Buffer[] }[]
  > =>
    tx.query(
      `select e.state, e.entry, e.signatures from unnest($1::text[], $2::text[], $3::int[]) as w (state, root, version)
       join trust.entry e on e.state = w.state and e.chain = 'directory' and e.root = w.root and e.version < w.version
       order by e.state, e.version`,
      [
        ends.map(({ state }) => state),
        ends.map(({ root }) => root),
        ends.map((end) => end.version),
      ],
    ),
};
