import { anyLink } from './what-waits.js';
import { latestPointSql, type CheckpointPoint } from '#journal';
import type { LinkId, LogPoint, MessageId, Sha256, StateCode } from '#kernel';
import type { Tx } from '#store';
import { MailboxError } from './errors.js';
import { pileSql } from './outbox.js';

export interface LinkRow {
  readonly linkId: LinkId;
  readonly peer: StateCode;
  readonly verifiedUpTo: number;
  readonly acknowledgedUpTo: number;
  readonly peerCheckpoint: LogPoint | null;
}

export interface DirectoryLink {
  readonly directorySent: number;
  readonly directoryStale: boolean;
  readonly directoryWanted: number | null;
}

export interface LinkSightRow {
  readonly up: boolean;
  readonly upAt: Date | null;
  readonly lookedAt: Date;
  readonly now: Date;
}

export interface LinkNumbers {
  readonly lastSeq: number;
  readonly lastEnvelope: Sha256 | null;
  readonly released: CheckpointPoint | null;
}

export interface ProgressUpdate {
  readonly acknowledgedUpTo: number;
  readonly peerCheckpoint?: LogPoint;
}

export interface ChainNote {
  readonly linkId: LinkId;
  readonly direction: 'OUT' | 'IN';
  readonly seq: number;
  readonly messageId: MessageId;
  readonly envelopeSha256: Sha256;
  readonly prev: Sha256 | null;
  readonly outcome: string;
}

export interface VoidedNumber {
  readonly seq: number;
  readonly messageId: MessageId;
  readonly envelopeSha256: Sha256;
  readonly reason: string;
}

export const linkSql = `select l.link_id as "linkId", l.peer, h.rack_in as "verifiedUpTo", h.rack_out as "acknowledgedUpTo",
  h.peer_checkpoint as "peerCheckpoint" from mailbox.link l join mailbox.link_heard h using (link_id)`;

const staleSql = `(directory_sent_at is null or directory_sent_at < statement_timestamp() - interval '4 hours')`;
const wantedSql = `case when directory_asked_at is null or directory_asked_at < statement_timestamp() - interval '5 s'
  then directory_wanted end`;

export const directoriesSql = `(select jsonb_object_agg(link_id, case when ${staleSql} or (${wantedSql}) is not null
  then -1 else directory_sent end) from mailbox.link where ${anyLink('link_id')})`;

const contiguousSql = (known: string): string => `(select max(rseq) from (
  select rseq, row_number() over (order by rseq) as place from mailbox.receipt_in
  where link_id = $1 and rseq > ${known} order by rseq limit 4096) later where rseq = ${known} + place)`;

export interface Holes {
  readonly whole: number;
  readonly seqs: readonly number[];
}

/** Counters of a link. Each counter is written by one step only, so steps never wait for each other's commits. */
export class Links {
  async ensure(tx: Tx, linkId: LinkId, peer: StateCode): Promise<void> {
    const known = await tx.query(`select 1 as one from mailbox.link where link_id = $1`, [linkId]);
    if (known.length > 0) return;
    await tx.query(
      `with l as (insert into mailbox.link (link_id, peer) values ($1, $2) on conflict do nothing),
         n as (insert into mailbox.link_numbers (link_id) values ($1) on conflict do nothing),
         r as (insert into mailbox.link_receipts (link_id) values ($1) on conflict do nothing)
       insert into mailbox.link_heard (link_id) values ($1) on conflict do nothing`,
      [linkId, peer],
    );
  }

  listLinks(tx: Tx): Promise<LinkRow[]> {
    return tx.query<LinkRow>(`${linkSql} order by link_id`);
  }

  async find(tx: Tx, linkId: LinkId): Promise<LinkRow | undefined> {
    const [row] = await tx.query<LinkRow>(`${linkSql} where link_id = $1`, [linkId]);
    return row;
  }

  async read(tx: Tx, linkId: LinkId): Promise<LinkRow> {
    const row = await this.find(tx, linkId);
    if (row === undefined) throw new MailboxError('LINK_UNKNOWN');
    return row;
  }

  /**
   * Reads the link's last message number and locks its row, so that message numbers have no gaps. A database sequence could
   * leave gaps. @throws MailboxError LINK_UNKNOWN
   */
  async lockNumbers(tx: Tx, linkId: LinkId): Promise<LinkNumbers & LinkRow> {
    const [row] = await tx.query<LinkNumbers & LinkRow>(
      `select n.last_seq as "lastSeq", n.last_envelope as "lastEnvelope", l.*, ${latestPointSql} as released
       from mailbox.link_numbers n
       join (${linkSql}) l on l."linkId" = n.link_id where n.link_id = $1 for update of n`,
      [linkId],
    );
    if (row === undefined) throw new MailboxError('LINK_UNKNOWN');
    return row;
  }

  /** True at most once an hour per link, otherwise false. A peer's false acknowledgements could otherwise fill the log. */
  async mayTellClaim(tx: Tx, linkId: LinkId): Promise<boolean> {
    const rows = await tx.query(
      `update mailbox.link set claim_told_at = clock_timestamp()
       where link_id = $1 and coalesce(claim_told_at, '-infinity') < statement_timestamp() - interval '1 hour'
       returning 1 as one`,
      [linkId],
    );
    return rows.length > 0;
  }

  /**
   * Raises the link's receipt counters and the peer's checkpoint, never lowers them. Returns the number of our last issued
   * receipt. @throws MailboxError LINK_UNKNOWN
   */
  async raiseProgress(
    tx: Tx,
    linkId: LinkId,
    { acknowledgedUpTo, peerCheckpoint: point }: ProgressUpdate,
  ): Promise<number> {
    const [row] = await tx.query<{ issued: number }>(
      `update mailbox.link_heard h set rack_in = greatest(h.rack_in, ${contiguousSql('h.rack_in')}),
         rack_out = greatest(h.rack_out, least($2::bigint, i.last_rseq)),
         peer_checkpoint = case when coalesce((h.peer_checkpoint ->> 'size')::bigint, -1) < $3
           then $4::jsonb else h.peer_checkpoint end
       from mailbox.link_receipts i where h.link_id = $1 and i.link_id = $1
       returning i.last_rseq as issued`,
      [
        linkId,
        acknowledgedUpTo,
        point?.size ?? -1,
        point === undefined ? null : JSON.stringify(point),
      ],
    );
    if (row === undefined) throw new MailboxError('LINK_UNKNOWN');
    return row.issued;
  }

  /**
   * Stores the link's protocol version; lowers it only if `entry` differs from the stored one. `entry`: index of the entry
   * that confirmed the neighbour.
   */
  async noteProtocol(tx: Tx, linkId: LinkId, entry: number, version: number): Promise<void> {
    await tx.query(
      `update mailbox.link set protocol = case when protocol_entry = $2 then greatest(protocol, $3) else $3 end,
         protocol_entry = $2
       where link_id = $1 and (protocol_entry <> $2 or protocol < $3)`,
      [linkId, entry, version],
    );
  }

  /** Records now which links are up. What is recorded of other links stays, and is too old to count after a while. */
  looked(tx: Tx, seen: ReadonlyMap<LinkId, boolean>): void {
    tx.send(
      `insert into mailbox.link_sight (link_id, up, up_at, looked_at)
       select link_id, up, case when up then clock_timestamp() end, clock_timestamp()
       from unnest($1::text[], $2::boolean[]) as u (link_id, up)
       on conflict (link_id) do update set up = excluded.up, looked_at = excluded.looked_at,
         up_at = coalesce(excluded.up_at, link_sight.up_at)`,
      [[...seen.keys()], [...seen.values()]],
    );
  }

  async sight(tx: Tx, linkId: LinkId): Promise<LinkSightRow | undefined> {
    const [row] = await tx.query<LinkSightRow>(
      `select up, up_at as "upAt", looked_at as "lookedAt", clock_timestamp() as now
       from mailbox.sight_of($1)`,
      [linkId],
    );
    return row;
  }

  async lockDirectory(tx: Tx, linkId: LinkId): Promise<DirectoryLink> {
    const [row] = await tx.query<DirectoryLink>(
      `select directory_sent as "directorySent", ${staleSql} as "directoryStale", ${wantedSql} as "directoryWanted"
       from mailbox.link where link_id = $1 for update`,
      [linkId],
    );
    if (row === undefined) throw new MailboxError('LINK_UNKNOWN');
    return row;
  }

  async directorySent(tx: Tx, linkId: LinkId, version: number): Promise<void> {
    await tx.query(
      `update mailbox.link set directory_sent = $2, directory_sent_at = clock_timestamp() where link_id = $1`,
      [linkId, version],
    );
  }

  async wantDirectory(tx: Tx, linkId: LinkId, from: number): Promise<void> {
    await tx.query(
      `update mailbox.link set directory_sent = least(directory_sent, $2::bigint), directory_sent_at = null
       where link_id = $1 and not ${pileSql}
         and coalesce(directory_sent_at, '-infinity') < statement_timestamp() - interval '4 s'`,
      [linkId, from],
    );
  }

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

  async noteChain(tx: Tx, notes: readonly ChainNote[]): Promise<ReadonlySet<MessageId>> {
    if (notes.length === 0) return new Set();
    const rows = await tx.query<{ id: MessageId }>(
      `insert into mailbox.chain (link_id, direction, seq, message_id, envelope_sha256, prev, outcome)
       select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[])
       on conflict do nothing returning message_id as id`,
      [
        notes.map((note) => note.linkId),
        notes.map((note) => note.direction),
        notes.map((note) => note.seq),
        notes.map((note) => note.messageId),
        notes.map((note) => note.envelopeSha256),
        notes.map((note) => note.prev),
        notes.map((note) => note.outcome),
      ],
    );
    return new Set(rows.map((row) => row.id));
  }

  async chainBroken(tx: Tx, linkId: LinkId, seqs: readonly number[]): Promise<ReadonlySet<number>> {
    if (seqs.length === 0) return new Set();
    const rows = await tx.query<{ seq: number }>(
      `select n.seq from unnest($2::bigint[]) as w (seq)
       join mailbox.chain n on n.link_id = $1 and n.direction = 'IN' and n.seq = w.seq
       left join mailbox.chain b on b.link_id = $1 and b.direction = 'IN' and b.seq = w.seq - 1
       left join mailbox.chain a on a.link_id = $1 and a.direction = 'IN' and a.seq = w.seq + 1
       where n.prev is distinct from coalesce(b.envelope_sha256, n.prev)
         or a.prev is distinct from n.envelope_sha256 and a.seq is not null`,
      [linkId, seqs],
    );
    return new Set(rows.map((row) => row.seq));
  }

  async askableHoles(tx: Tx, linkId: LinkId, whole: number): Promise<Holes> {
    const holes = await this.holes(tx, linkId, whole);
    if (holes.seqs.length === 0) return holes;
    const asked = await tx.query(
      `update mailbox.link set gaps_asked_at = clock_timestamp()
       where link_id = $1 and coalesce(gaps_asked_at, '-infinity') < statement_timestamp() - interval '60 s'
       returning 1 as one`,
      [linkId],
    );
    return asked.length === 0 ? { ...holes, seqs: [] } : holes;
  }

  /**
   * Stores those numbers in `seqs` whose message is `CLOSED` or `VOID`, so that `takeVoids` returns them. This State never
   * sends these messages again.
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

  /**
   * Removes and returns at most 64 numbers stored by `noteVoids`. Returns an empty list within five seconds of the last
   * removal, so that a peer causes little work.
   */
  async takeVoids(tx: Tx, linkId: LinkId): Promise<VoidedNumber[]> {
    const turn = await tx.query(
      `update mailbox.link set voids_told_at = clock_timestamp()
       where link_id = $1 and coalesce(voids_told_at, '-infinity') < statement_timestamp() - interval '5 s'
         and exists (select from mailbox.void_due v where v.link_id = $1) and not ${pileSql}
       returning 1 as one`,
      [linkId],
    );
    if (turn.length === 0) return [];
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

  /**
   * Finds at most 256 message numbers of the peer that are missing for more than 60 s. `whole`: number up to which none is
   * missing.
   */
  async holes(tx: Tx, linkId: LinkId, whole = 0): Promise<Holes> {
    const [row] = await tx.query<Holes>(
      `with begun as materialized (
         select coalesce((select seq from mailbox.chain where link_id = $1 and direction = 'IN' and seq = $2), 0) as seq),
       known as materialized (
         select seq, lead(seq) over (order by seq) as next, lead(noted_at) over (order by seq) as at
         from (select seq, noted_at from mailbox.chain
               where link_id = $1 and direction = 'IN' and seq > (select seq from begun)
               union all select seq, now() from begun) c)
       select (select coalesce(min(seq) filter (where next > seq + 1), max(seq)) from known) as whole,
         array(select g.seq::float8
           from known k, lateral generate_series(k.seq + 1, least(k.next - 1, k.seq + 256)) as g (seq)
           where k.next > k.seq + 1 and k.at < statement_timestamp() - interval '60 s'
           order by g.seq limit 256) as seqs`,
      [linkId, whole],
    );
    if (row === undefined) throw new Error('an aggregate has one row');
    return row;
  }
}
