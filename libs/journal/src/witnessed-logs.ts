import { randomUUID } from 'node:crypto';
import type { LinkId } from '#model';
import type { Tx } from '#store';
import { type OpenedCheckpoint, unseenLog, type WitnessState } from '#tlog';

/** A checkpoint of a neighbour that came with receipts. */
export interface NotedCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
  /** We asked for its proof longer than a minute ago. */
  readonly overdue: boolean;
}

/** What we hold of a log as its witness. */
export interface HeldCheckpoint extends WitnessState {
  /** As the log signed it; empty before the first. */
  readonly note: string;
  /** When the neighbour made the offer that led to it; null before the first. */
  readonly offeredAt: Date | null;
}

export type EvidenceCode = 'FORK' | 'ROLLED_BACK' | 'INCONSISTENT' | 'UNPROVEN';

/** Two notes of one log that do not fit together. */
export interface Evidence {
  readonly origin: string;
  readonly code: EvidenceCode;
  readonly first: string;
  readonly second: string;
}

/** Neighbours' logs as this State witnesses them. The caller's transaction holds a log's row from `lock` on. */
export class WitnessedLogs {
  async lock(tx: Tx, origin: string): Promise<HeldCheckpoint> {
    const [row] = await tx.query<HeldCheckpoint>(
      `select size, root, note, offered_at as "offeredAt" from journal.witnessed where origin = $1 for update`,
      [origin],
    );
    return row ?? { ...unseenLog(), note: '', offeredAt: null };
  }

  /** Stored before the cosignature leaves, in the same transaction as the answer. */
  cosigned(
    tx: Tx,
    linkId: LinkId,
    point: OpenedCheckpoint,
    offer: { readonly note: Uint8Array; readonly issuedAt: Date },
  ): void {
    tx.send(
      `insert into journal.witnessed (origin, link_id, size, root, note, offered_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (origin) do update set link_id = excluded.link_id, size = excluded.size, root = excluded.root,
         note = excluded.note, offered_at = excluded.offered_at, cosigned_at = clock_timestamp()`,
      [
        point.origin,
        linkId,
        point.size,
        point.root,
        Buffer.from(offer.note).toString(),
        offer.issuedAt,
      ],
    );
  }

  /** A checkpoint that receipts were proven against, until it is shown to begin a tree that we cosigned. */
  note(tx: Tx, point: OpenedCheckpoint, note: string): void {
    tx.send(
      `insert into journal.peer_checkpoint (origin, size, root, note) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [point.origin, point.size, point.root, note],
    );
  }

  /** Noted checkpoints of these sizes, and any that is overdue. */
  noted(tx: Tx, origin: string, sizes: readonly number[]): Promise<NotedCheckpoint[]> {
    return tx.query<NotedCheckpoint>(
      `select size, root, note, coalesce(asked_at < clock_timestamp() - interval '60 s', false) as overdue
       from journal.peer_checkpoint where origin = $1
         and (size = any ($2::bigint[]) or asked_at < clock_timestamp() - interval '60 s')
       order by size limit 1024`,
      [origin, sizes],
    );
  }

  proven(tx: Tx, origin: string, points: readonly NotedCheckpoint[]): void {
    tx.send(
      `delete from journal.peer_checkpoint p using unnest($2::bigint[], $3::bytea[]) as u (size, root)
       where p.origin = $1 and p.size = u.size and p.root = u.root`,
      [origin, points.map(({ size }) => size), points.map(({ root }) => root)],
    );
  }

  /** Sizes whose proof the log is to bring with its next offer: the oldest first. */
  async ask(tx: Tx, origin: string, upTo: number, limit: number): Promise<number[]> {
    const rows = await tx.query<{ size: number }>(
      `update journal.peer_checkpoint set asked_at = coalesce(asked_at, clock_timestamp())
       where origin = $1 and size in (select distinct size from journal.peer_checkpoint
         where origin = $1 and size <= $2 order by size limit $3)
       returning size`,
      [origin, upTo, limit],
    );
    return [...new Set(rows.map(({ size }) => size))].sort((a, b) => a - b);
  }

  /** Keeps both notes; the same accusation at most once an hour. True when it is new. */
  async accuse(tx: Tx, { origin, code, first, second }: Evidence): Promise<boolean> {
    const rows = await tx.query(
      `insert into journal.evidence (id, origin, code, first, second) select $1, $2, $3, $4, $5
       where not exists (select from journal.evidence where origin = $2 and code = $3
         and at > clock_timestamp() - interval '1 hour') returning id`,
      [randomUUID(), origin, code, first, second],
    );
    return rows.length > 0;
  }
}
