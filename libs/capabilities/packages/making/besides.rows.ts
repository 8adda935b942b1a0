import type { LinkId, Spans } from '#kernel';
import { mostHealth } from '#package';
import type { Tx } from '#store';

export interface SignedReport {
  readonly day: string;
  readonly own: Spans;
  readonly peer: Spans | null;
  readonly report: string;
  readonly differences: number;
}

export interface BesideLeaf {
  readonly index: number;
  readonly leaf: Buffer;
}

export const besideBounds = { reports: 8_192, alarms: 256 } as const;

export interface Within {
  readonly from: Date;
  readonly below: number | null;
}

export interface Wanted extends Within {
  readonly any: readonly Buffer[];
  readonly none: readonly Buffer[];
}

/** Queries for facts outside the case. A row above the limit in `besideBounds` means more exist. */
export const besidesRows = {
  reports: (tx: Tx, link: LinkId, from: Date): Promise<SignedReport[]> =>
    tx.query<SignedReport>(
      `select to_char(day, 'YYYY-MM-DD') as day, own, peer, report, differences from journal.reconciliation
       where link_id = $1 and phase = 'SIGNED' and day >= ($2::timestamptz at time zone 'UTC')::date - 1
       order by day, part limit ${besideBounds.reports + 1}`,
      [link, from],
    ),

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

  health: (tx: Tx, { from, below }: Within) =>
    tx.query<BesideLeaf>(
      `select l.index, e.leaf from journal.event e join journal.leaf l on l.event = e.id
       where e.typ = 'system.health' and e.at >= $1 and ($2::bigint is null or l.index < $2)
       order by l.index limit ${mostHealth}`,
      [from, below],
    ),
};
