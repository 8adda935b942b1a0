import { randomUUID } from 'node:crypto';
import type { LinkId, StateCode } from '#kernel';
import type { Tx } from '#store';
import { type OpenedCheckpoint, unseenLog, type WitnessState } from '#tlog';

const maxNoted = 16_384;
const maxAccusations = 8;

/** Log of a neighbour. `origin` is the name that the neighbour states, which may wrongly be the name of another State's log. */
export interface PeerLog {
  readonly peer: StateCode;
  readonly origin: string;
}

export interface NotedCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
  readonly overdue: boolean;
}

export interface HeldCheckpoint extends WitnessState {
  readonly note: string;
  readonly offeredAt: Date | null;
}

export type EvidenceCode = 'FORK' | 'ROLLED_BACK' | 'INCONSISTENT' | 'UNPROVEN' | 'REPLACED';

export interface Evidence {
  readonly peer: StateCode;
  readonly origin: string;
  readonly code: EvidenceCode;
  readonly first: string;
  readonly second: string;
}

export interface ProofsWanted {
  readonly upTo: number;
  readonly known: number;
  readonly limit: number;
}

export class WitnessedLogs {
  async lock(tx: Tx, { peer, origin }: PeerLog): Promise<HeldCheckpoint> {
    const [row] = await tx.query<HeldCheckpoint>(
      `select size, root, note, offered_at as "offeredAt" from journal.witnessed
       where peer = $1 and origin = $2 for update`,
      [peer, origin],
    );
    return row ?? { ...unseenLog(), note: '', offeredAt: null };
  }

  async former(tx: Tx, { peer, origin }: PeerLog): Promise<string | undefined> {
    const [row] = await tx.query<{ note: string }>(
      `select note from journal.witnessed where peer = $1 and origin <> $2 order by cosigned_at desc limit 1`,
      [peer, origin],
    );
    return row?.note;
  }

  /**
   * Stores a cosigned checkpoint in the same transaction that queues the cosignature, so that the checkpoint is durable
   * before the cosignature is sent.
   */
  cosigned(
    tx: Tx,
    { peer, linkId }: { readonly peer: StateCode; readonly linkId: LinkId },
    point: OpenedCheckpoint,
    offer: { readonly note: Uint8Array; readonly issuedAt: Date },
  ): void {
    tx.send(
      `insert into journal.witnessed (peer, origin, link_id, size, root, note, offered_at)
         values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (peer, origin) do update set link_id = excluded.link_id, size = excluded.size,
         root = excluded.root, note = excluded.note, offered_at = excluded.offered_at,
         cosigned_at = clock_timestamp()`,
      [
        peer,
        point.origin,
        linkId,
        point.size,
        point.root,
        Buffer.from(offer.note).toString(),
        offer.issuedAt,
      ],
    );
  }

  /**
   * Stores a checkpoint from a neighbour's receipt until a consistency proof arrives. At most `maxNoted` per log, so that no
   * neighbour fills the table.
   */
  note(tx: Tx, peer: StateCode, point: OpenedCheckpoint, note: string): void {
    tx.send(
      `insert into journal.peer_checkpoint (peer, origin, size, root, note)
       select $1, $2, $3, $4, $5 where not exists (select from journal.peer_checkpoint
         where peer = $1 and origin = $2 offset $6)
       on conflict do nothing`,
      [peer, point.origin, point.size, point.root, note, maxNoted - 1],
    );
  }

  noted(
    tx: Tx,
    { peer, origin }: PeerLog,
    sizes: readonly number[],
    known: number,
  ): Promise<NotedCheckpoint[]> {
    return tx.query<NotedCheckpoint>(
      `select * from (
         select size, root, note, asked_size is not null and asked_size <= $4
           and asked_at < statement_timestamp() - interval '60 s' as overdue
         from journal.peer_checkpoint where peer = $1 and origin = $2) p
       where size = any ($3::bigint[]) or overdue order by size limit 1024`,
      [peer, origin, sizes, known],
    );
  }

  proven(tx: Tx, { peer, origin }: PeerLog, points: readonly NotedCheckpoint[]): void {
    tx.send(
      `delete from journal.peer_checkpoint p using unnest($3::bigint[], $4::bytea[]) as u (size, root)
       where p.peer = $1 and p.origin = $2 and p.size = u.size and p.root = u.root`,
      [peer, origin, points.map(({ size }) => size), points.map(({ root }) => root)],
    );
  }

  /**
   * Chooses at most `limit` checkpoint sizes for the next request of consistency proofs. Prefers sizes already requested;
   * records the first request's time.
   */
  async ask(
    tx: Tx,
    { peer, origin }: PeerLog,
    { upTo, known, limit }: ProofsWanted,
  ): Promise<number[]> {
    const rows = await tx.query<{ size: number }>(
      `update journal.peer_checkpoint set asked_at = coalesce(asked_at, clock_timestamp()),
         asked_size = coalesce(asked_size, $4)
       where peer = $1 and origin = $2 and size in (
         select size from journal.peer_checkpoint where peer = $1 and origin = $2 and size <= $3
         group by size order by min(asked_at) nulls last, size limit $5)
       returning size`,
      [peer, origin, upTo, known, limit],
    );
    return [...new Set(rows.map(({ size }) => size))].sort((a, b) => a - b);
  }

  /**
   * Stores two signed checkpoints as evidence against a neighbour's log. False if nothing was stored: repeated within an
   * hour, or already 8 of this `code` within an hour.
   */
  async accuse(tx: Tx, { peer, origin, code, first, second }: Evidence): Promise<boolean> {
    const rows = await tx.query(
      `with recent as (select first, second from journal.evidence where peer = $2 and origin = $3 and code = $4
         and at > statement_timestamp() - interval '1 hour')
       insert into journal.evidence (id, peer, origin, code, first, second) select $1, $2, $3, $4, $5, $6
       where (select count(*) from recent) < $7
         and not exists (select from recent where second = $6 or ($4 = 'UNPROVEN' and first = $5))
       returning id`,
      [randomUUID(), peer, origin, code, first, second, maxAccusations],
    );
    return rows.length > 0;
  }
}
