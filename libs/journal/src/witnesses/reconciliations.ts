import type { LinkId, ReconciliationPhase, Spans } from '#kernel';
import type { Tx } from '#store';

export interface Part {
  readonly day: string;
  readonly part: number;
}

export interface Reconciliation extends Part {
  readonly phase: ReconciliationPhase;
  readonly own: Spans;
  readonly peer: Spans | null;
  readonly report: string | null;
  readonly differences: number | null;
  readonly stalled: boolean;
}

const columns = `to_char(day, 'YYYY-MM-DD') as day, part, phase, own, peer, report, differences,
  updated_at < statement_timestamp() - interval '10 minutes' as stalled`;

export class Reconciliations {
  async yesterday(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ day: string }>(
      `select to_char((clock_timestamp() at time zone 'UTC')::date - 1, 'YYYY-MM-DD') as day`,
    );
    if (row === undefined) throw new Error('the database told no time');
    return row.day;
  }

  async today(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ day: string }>(
      `select to_char((clock_timestamp() at time zone 'UTC')::date, 'YYYY-MM-DD') as day`,
    );
    if (row === undefined) throw new Error('the database told no time');
    return row.day;
  }

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

  /** Finds the newest earlier reconciliation whose phase is `REPORT` or `SIGNED`; undefined for none. */
  async before(tx: Tx, linkId: LinkId, { day, part }: Part): Promise<Reconciliation | undefined> {
    const [row] = await tx.query<Reconciliation>(
      `select ${columns} from journal.reconciliation
       where link_id = $1 and phase in ('REPORT', 'SIGNED') and (day, part) < ($2::date, $3::integer)
       order by day desc, part desc limit 1`,
      [linkId, day, part],
    );
    return row;
  }

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
