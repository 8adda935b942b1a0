import type { LinkId, MessageId, Sha256, StateCode } from '#model';
import type { Tx } from '#store';
import { MailboxError } from './errors.js';

export interface LinkRow {
  readonly linkId: LinkId;
  readonly peer: StateCode;
  readonly lastSeq: number;
  readonly lastEnvelope: Sha256 | null;
  readonly lastRseq: number;
  readonly rackIn: number;
  readonly rackOut: number;
  readonly rackTold: number;
  /** Entries of our directory the peer has been sent; `directoryStale` when the freshness must be renewed. */
  readonly directorySent: number;
  readonly directoryStale: boolean;
  /** Version from which we ask for the peer's directory; null when nothing is missing or it was asked just now. */
  readonly directoryWanted: number | null;
  readonly peerCheckpoint: { origin: string; size: number; root: string } | null;
}

/** A number of ours whose message will not come again. */
export interface VoidedNumber {
  readonly seq: number;
  readonly messageId: MessageId;
  readonly envelopeSha256: Sha256;
  readonly reason: string;
}

const columns = `link_id as "linkId", peer, last_seq as "lastSeq", last_envelope as "lastEnvelope",
  last_rseq as "lastRseq", rack_in as "rackIn", rack_out as "rackOut", rack_told as "rackTold",
  directory_sent as "directorySent",
  directory_sent_at is null or directory_sent_at < clock_timestamp() - interval '4 hours' as "directoryStale",
  case when directory_asked_at is null or directory_asked_at < clock_timestamp() - interval '5 s'
    then directory_wanted end as "directoryWanted",
  peer_checkpoint as "peerCheckpoint"`;

/** Numbers of a link. Gap-free numbers come from this locked row, never from a database sequence. */
export class Links {
  async ensure(tx: Tx, linkId: LinkId, peer: StateCode): Promise<void> {
    await tx.query(
      `insert into mailbox.link (link_id, peer) values ($1, $2) on conflict do nothing`,
      [linkId, peer],
    );
  }

  list(tx: Tx): Promise<LinkRow[]> {
    return tx.query<LinkRow>(`select ${columns} from mailbox.link order by link_id`);
  }

  async lock(tx: Tx, linkId: LinkId): Promise<LinkRow> {
    const [row] = await tx.query<LinkRow>(
      `select ${columns} from mailbox.link where link_id = $1 for update`,
      [linkId],
    );
    if (row === undefined) throw new MailboxError('LINK_UNKNOWN');
    return row;
  }

  async sealed(
    tx: Tx,
    linkId: LinkId,
    lastSeq: number,
    lastEnvelope: Sha256,
    rackTold: number,
  ): Promise<void> {
    await tx.query(
      `update mailbox.link set last_seq = $2, last_envelope = $3, rack_told = greatest(rack_told, $4)
       where link_id = $1`,
      [linkId, lastSeq, lastEnvelope, rackTold],
    );
  }

  async receiptsIssued(tx: Tx, linkId: LinkId, lastRseq: number, rackTold: number): Promise<void> {
    await tx.query(
      `update mailbox.link set last_rseq = greatest(last_rseq, $2), rack_told = greatest(rack_told, $3)
       where link_id = $1`,
      [linkId, lastRseq, rackTold],
    );
  }

  /** The peer says how far it has verified our receipts; never moves back. */
  async acknowledged(tx: Tx, linkId: LinkId, rack: number): Promise<void> {
    await tx.query(
      `update mailbox.link set rack_out = least(greatest(rack_out, $2), last_rseq) where link_id = $1`,
      [linkId, rack],
    );
  }

  async setRackIn(tx: Tx, linkId: LinkId, rackIn: number): Promise<void> {
    await tx.query(`update mailbox.link set rack_in = greatest(rack_in, $2) where link_id = $1`, [
      linkId,
      rackIn,
    ]);
  }

  async sawCheckpoint(
    tx: Tx,
    linkId: LinkId,
    point: { origin: string; size: number; root: string },
  ): Promise<void> {
    await tx.query(
      `update mailbox.link set peer_checkpoint = $2
       where link_id = $1 and coalesce((peer_checkpoint ->> 'size')::bigint, -1) < $3`,
      [linkId, JSON.stringify(point), point.size],
    );
  }

  async directorySent(tx: Tx, linkId: LinkId, version: number): Promise<void> {
    await tx.query(
      `update mailbox.link set directory_sent = $2, directory_sent_at = clock_timestamp() where link_id = $1`,
      [linkId, version],
    );
  }

  /** The peer asks for our directory again from a version on. */
  async wantDirectory(tx: Tx, linkId: LinkId, from: number): Promise<void> {
    await tx.query(
      `update mailbox.link set directory_sent = least(directory_sent, $2), directory_sent_at = null
       where link_id = $1`,
      [linkId, from],
    );
  }

  /** We need the peer's directory from a version on. */
  async askDirectory(tx: Tx, linkId: LinkId, from: number): Promise<void> {
    await tx.query(`update mailbox.link set directory_wanted = $2 where link_id = $1`, [
      linkId,
      from,
    ]);
  }

  async directoryAsked(tx: Tx, linkId: LinkId): Promise<void> {
    await tx.query(
      `update mailbox.link set directory_wanted = null, directory_asked_at = clock_timestamp()
       where link_id = $1`,
      [linkId],
    );
  }

  /** Chain record: evidence of completeness of one direction. Returns false when the number is taken. */
  async noteChain(
    tx: Tx,
    row: {
      readonly linkId: LinkId;
      readonly direction: 'OUT' | 'IN';
      readonly seq: number;
      readonly messageId: MessageId;
      readonly envelopeSha256: Sha256;
      readonly prev: Sha256 | null;
      readonly outcome: string;
    },
  ): Promise<boolean> {
    const rows = await tx.query(
      `insert into mailbox.chain (link_id, direction, seq, message_id, envelope_sha256, prev, outcome)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning 1 as one`,
      [
        row.linkId,
        row.direction,
        row.seq,
        row.messageId,
        row.envelopeSha256,
        row.prev,
        row.outcome,
      ],
    );
    return rows.length === 1;
  }

  /** True when a neighbouring number is known and does not agree with `prev`. */
  async chainBroken(tx: Tx, linkId: LinkId, seq: number): Promise<boolean> {
    const rows = await tx.query(
      `select 1 as one from mailbox.chain a join mailbox.chain b
         on b.link_id = a.link_id and b.direction = 'IN' and b.seq = a.seq + 1
       where a.link_id = $1 and a.direction = 'IN' and a.seq between $2 - 1 and $2
         and b.prev is distinct from a.envelope_sha256 limit 1`,
      [linkId, seq],
    );
    return rows.length > 0;
  }

  /** Holes to ask for now: those of `holes`, unless we asked within the last minute. */
  async askableHoles(tx: Tx, linkId: LinkId): Promise<number[]> {
    const holes = await this.holes(tx, linkId);
    if (holes.length === 0) return [];
    const asked = await tx.query(
      `update mailbox.link set gaps_asked_at = clock_timestamp()
       where link_id = $1 and coalesce(gaps_asked_at, '-infinity') < clock_timestamp() - interval '60 s'
       returning 1 as one`,
      [linkId],
    );
    return asked.length === 0 ? [] : holes;
  }

  /**
   * Of the numbers that the peer asks for, those whose message is closed or void will not come again: the sealer tells.
   * The peer missed them because it could not even read them, or lost what it noted.
   */
  async noteVoids(tx: Tx, linkId: LinkId, seqs: readonly number[]): Promise<void> {
    await tx.query(
      `insert into mailbox.void_due (link_id, seq)
       select o.link_id, o.seq from mailbox.outbox o
       where o.link_id = $1 and o.seq = any ($2::bigint[]) and o.state in ('CLOSED', 'VOID')
       on conflict do nothing`,
      [linkId, seqs],
    );
  }

  /** Takes the numbers to be told as void, with what the peer needs to note them; at most 64. */
  async takeVoids(tx: Tx, linkId: LinkId): Promise<VoidedNumber[]> {
    return tx.query<VoidedNumber>(
      `with taken as (
         delete from mailbox.void_due where (link_id, seq) in (
           select link_id, seq from mailbox.void_due where link_id = $1 order by seq limit 64)
         returning link_id, seq)
       select t.seq, c.message_id as "messageId", c.envelope_sha256 as "envelopeSha256",
         coalesce(o.code, o.outcome, 'VOID') as reason
       from taken t
       join mailbox.chain c on c.link_id = t.link_id and c.direction = 'OUT' and c.seq = t.seq
       join mailbox.outbox o on o.link_id = t.link_id and o.seq = t.seq
       order by t.seq`,
      [linkId],
    );
  }

  /** Numbers of the peer missing below the highest seen, older than 60 s; at most 256. */
  async holes(tx: Tx, linkId: LinkId): Promise<number[]> {
    const rows = await tx.query<{ seq: number }>(
      `with known as (
         select seq, lead(seq) over (order by seq) as next, lead(noted_at) over (order by seq) as at
         from (select seq, noted_at from mailbox.chain where link_id = $1 and direction = 'IN'
               union all select 0, now()) c)
       select g.seq from known k, lateral generate_series(k.seq + 1, k.next - 1) as g (seq)
       where k.next > k.seq + 1 and k.at < clock_timestamp() - interval '60 s'
       order by g.seq limit 256`,
      [linkId],
    );
    return rows.map((row) => row.seq);
  }
}
