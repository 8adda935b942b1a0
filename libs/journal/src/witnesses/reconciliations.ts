import type { LinkId, ReconciliationPhase, Spans } from '#kernel';
import type { Tx } from '#store';

export interface Part {
  /** UTC day, `2026-03-01`. */
  readonly day: string;
  readonly part: number;
}

/** How far the comparison of one day and part of a link is. */
export interface Reconciliation extends Part {
  readonly phase: ReconciliationPhase;
  readonly own: Spans;
  readonly peer: Spans | null;
  readonly report: string | null;
  readonly differences: number | null;
  /** Nothing has come for ten minutes. */
  readonly stalled: boolean;
}

const columns = `to_char(day, 'YYYY-MM-DD') as day, part, phase, own, peer, report, differences,
  updated_at < statement_timestamp() - interval '10 minutes' as stalled`;

/** Reports that both States signed, and the one under way. A signed report stays as it is. */
export class Reconciliations {
  /** The day before today, by the database's clock in UTC. */
  async yesterday(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ day: string }>(
      `select to_char((clock_timestamp() at time zone 'UTC')::date - 1, 'YYYY-MM-DD') as day`,
    );
    if (row === undefined) throw new Error('the database told no time');
    return row.day;
  }

  /** Today, by the same clock. */
  async today(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ day: string }>(
      `select to_char((clock_timestamp() at time zone 'UTC')::date, 'YYYY-MM-DD') as day`,
    );
    if (row === undefined) throw new Error('the database told no time');
    return row.day;
  }

  /** The oldest report of ours whose other signature has not come for ten minutes. */
  async unanswered(tx: Tx, linkId: LinkId): Promise<Reconciliation | undefined> {
    const [row] = await tx.query<Reconciliation>(
      `select ${columns} from journal.reconciliation where link_id = $1 and phase = 'REPORT'
         and updated_at < statement_timestamp() - interval '10 minutes' order by day, part limit 1`,
      [linkId],
    );
    return row;
  }

  async newest(tx: Tx, linkId: LinkId): Promise<Reconciliation | undefined> {
    const [row] = await tx.query<Reconciliation>(
      `select ${columns} from journal.reconciliation where link_id = $1 order by day desc, part desc limit 1`,
      [linkId],
    );
    return row;
  }

  async find(tx: Tx, linkId: LinkId, { day, part }: Part): Promise<Reconciliation | undefined> {
    const [row] = await tx.query<Reconciliation>(
      `select ${columns} from journal.reconciliation where link_id = $1 and day = $2 and part = $3 for update`,
      [linkId, day, part],
    );
    return row;
  }

  /**
   * The newest report before a part: where the numbers of this part begin. The State at end 1 goes on only after it has
   * signed, so at end 2 a report counts too whose signature has not come back yet.
   */
  async before(tx: Tx, linkId: LinkId, { day, part }: Part): Promise<Reconciliation | undefined> {
    const [row] = await tx.query<Reconciliation>(
      `select ${columns} from journal.reconciliation
       where link_id = $1 and phase in ('REPORT', 'SIGNED') and (day, part) < ($2::date, $3::integer)
       order by day desc, part desc limit 1`,
      [linkId, day, part],
    );
    return row;
  }

  /** Begins a part, or begins again one that is not signed. */
  begin(
    tx: Tx,
    linkId: LinkId,
    { day, part }: Part,
    { phase, own, peer }: Pick<Reconciliation, 'phase' | 'own' | 'peer'>,
  ): void {
    tx.send(
      `insert into journal.reconciliation (link_id, day, part, phase, own, peer) values ($1, $2, $3, $4, $5, $6)
       on conflict (link_id, day, part) do update set phase = excluded.phase, own = excluded.own,
         peer = excluded.peer, updated_at = clock_timestamp() where reconciliation.phase <> 'SIGNED'`,
      [linkId, day, part, phase, JSON.stringify(own), peer === null ? null : JSON.stringify(peer)],
    );
  }

  proceed(
    tx: Tx,
    linkId: LinkId,
    { day, part }: Part,
    to: {
      readonly phase: ReconciliationPhase;
      readonly peer?: Spans;
      readonly report?: string;
      readonly differences?: number;
      readonly peerStatement?: string | null;
    },
  ): void {
    tx.send(
      `update journal.reconciliation set phase = $4, peer = coalesce($5, peer), report = coalesce($6, report),
         differences = coalesce($7, differences), peer_statement = coalesce($8, peer_statement),
         updated_at = clock_timestamp()
       where link_id = $1 and day = $2 and part = $3`,
      [
        linkId,
        day,
        part,
        to.phase,
        to.peer === undefined ? null : JSON.stringify(to.peer),
        to.report ?? null,
        to.differences ?? null,
        to.peerStatement ?? null,
      ],
    );
  }
}
