import type { LinkId, Spans } from '#kernel';
import { mostHealth } from '#package';
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

/** Comparisons and alarms that are looked at, oldest first: ten years of days, of several parts. */
export const besideBounds = { reports: 8_192, alarms: 256 } as const;

/** Bounds: entries since a time, below an index of the log. */
export interface Within {
  readonly from: Date;
  /** Null: whatever the log has by now. */
  readonly below: number | null;
}

/** Choice of entries: a leaf has bytes of `any`, and of `none` not one. */
export interface Wanted extends Within {
  readonly any: readonly Buffer[];
  readonly none: readonly Buffer[];
}

/** SQL of what a State knows beside a package. It names no case. Each gives one more than its bound where it is cut. */
export const besidesRows = {
  reports: (tx: Tx, link: LinkId, from: Date): Promise<SignedReport[]> =>
    tx.query<SignedReport>(
      `select to_char(day, 'YYYY-MM-DD') as day, own, peer, report, differences from journal.reconciliation
       where link_id = $1 and phase = 'SIGNED' and day >= ($2::timestamptz at time zone 'UTC')::date - 1
       order by day, part limit ${besideBounds.reports + 1}`,
      [link, from],
    ),

  /** Entries that say that a report was signed, or that two notes of a log do not fit. Bytes are compared: none is parsed. */
  leaves: (tx: Tx, typ: 'recon.report' | 'log.fork.detected', wanted: Wanted) => {
    const { from, below, any, none } = wanted;
    const most = typ === 'recon.report' ? besideBounds.reports : besideBounds.alarms;
    return tx.query<BesideLeaf>(
      `select l.index, e.leaf from journal.event e join journal.leaf l on l.event = e.id
       where e.typ = '${typ}' and e.at >= $1 and ($2::bigint is null or l.index < $2)
         and exists (select from unnest($3::bytea[]) as m (said) where position(m.said in e.leaf) > 0)
         and not exists (select from unnest($4::bytea[]) as m (said) where position(m.said in e.leaf) > 0)
       order by l.index limit ${most + 1}`,
      [from, below, any, none],
    );
  },

  /** Entries that say how the services were, oldest first. */
  health: (tx: Tx, { from, below }: Within) =>
    tx.query<BesideLeaf>(
      `select l.index, e.leaf from journal.event e join journal.leaf l on l.event = e.id
       where e.typ = 'system.health' and e.at >= $1 and ($2::bigint is null or l.index < $2)
       order by l.index limit ${mostHealth}`,
      [from, below],
    ),
};
