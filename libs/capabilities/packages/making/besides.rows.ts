import type { LinkId, Spans } from '#kernel';
import type { Tx } from '#store';

/** Report of a daily comparison that both States signed. */
export interface SignedReport {
  readonly day: string;
  /** Numbers that this State gave, and those of the neighbour. */
  readonly own: Spans;
  readonly peer: Spans | null;
  /** Canonical JSON, as both signed it. */
  readonly report: string;
  readonly differences: number;
}

/** Entry of the log with its place. */
export interface BesideLeaf {
  readonly index: number;
  readonly leaf: Buffer;
}

/** Comparisons and alarms that are looked at, oldest first: ten years of days, of several parts and neighbours. */
const mostReports = 8_192;
const mostAlarms = 256;

/** Which comparisons and alarms: from a time on, below a size of the log. */
export interface Within {
  readonly from: Date;
  readonly size: number;
}

/** SQL of what a State knows beside a package. It names no case. */
export const besidesRows = {
  reports: (tx: Tx, link: LinkId, { from }: Pick<Within, 'from'>): Promise<SignedReport[]> =>
    tx.query<SignedReport>(
      `select to_char(day, 'YYYY-MM-DD') as day, own, peer, report, differences from journal.reconciliation
       where link_id = $1 and phase = 'SIGNED' and day >= ($2::timestamptz at time zone 'UTC')::date - 1
       order by day, part limit ${mostReports}`,
      [link, from],
    ),

  /** Entries that say that a report was signed, or that two notes of a log do not fit. */
  leaves: (tx: Tx, typ: 'recon.report' | 'log.fork.detected', { from, size }: Within) =>
    tx.query<BesideLeaf>(
      `select l.index, e.leaf from journal.event e join journal.leaf l on l.event = e.id
       where e.typ = '${typ}' and e.at >= $1 and l.index < $2
       order by l.index limit ${typ === 'recon.report' ? mostReports : mostAlarms}`,
      [from, size],
    ),
};
