import type { Tx } from '#store';

/** Number that came by one link. */
export interface Counted {
  readonly linkId: string;
  readonly count: number;
}

/** Number of one kind that came by one link within 24 hours. */
export interface Trouble extends Counted {
  /** Reason of the `link.alarm`, or code of the refusal. */
  readonly code: string;
  readonly newest: Date;
}

/** Troubles of the last 24 hours. */
export interface Troubles {
  /** Entries `link.alarm` of the log. */
  readonly alarms: readonly Trouble[];
  /** Rows in quarantine. */
  readonly quarantined: readonly Trouble[];
  /** Refusals of each link today and yesterday (UTC) beyond what is kept. */
  readonly counted: readonly Counted[];
  /** Codes of failures that a service of this State noted. */
  readonly failures: readonly {
    readonly service: string;
    readonly code: string;
    readonly count: number;
  }[];
  /** Entries `log.fork.detected` of the log. */
  readonly forks: number;
}

/** Newest troubles of one kind that are read: what lies beyond is no news. */
const most = 20_000;
const day = `clock_timestamp() - interval '24 hours'`;

const alarmsSql = `
  select a.link_id as "linkId", a.reason as code, count(*)::int as count, max(e.at) as newest
  from (select leaf, at from journal.event where typ in ('link.alarm', 'log.fork.detected') and typ = 'link.alarm'
          and at > ${day} order by at desc limit ${most}) e
    cross join lateral journal.alarm_of(e.leaf) a
  group by 1, 2 order by 1, 2 limit 1000`;
const quarantineSql = `
  select link_id as "linkId", code, count(*)::int as count, max(at) as newest
  from (select link_id, code, at from mailbox.quarantine where at > ${day} order by at desc limit ${most}) q
  group by 1, 2 order by 1, 2 limit 1000`;
const countedSql = `
  select link_id as "linkId", sum(counted)::float8 as count from mailbox.refusals
  where day >= ((${day}) at time zone 'UTC')::date group by 1 order by 1 limit 256`;

/** Troubles with neighbours and those that stay named, as the log and the tables hold them. */
export async function troubles(tx: Tx): Promise<Troubles> {
  const alarms = await tx.query<Trouble>(alarmsSql);
  const quarantined = await tx.query<Trouble>(quarantineSql);
  const counted = await tx.query<Counted>(countedSql);
  const failures = await tx.query<Troubles['failures'][number]>(
    `select service, code, count::float8 as count from ops.failure where last_at > ${day} order by service, code limit 1000`,
  );
  const [row] = await tx.query<{ forks: number }>(
    `select count(*)::int as forks from (select from journal.event
      where typ in ('link.alarm', 'log.fork.detected') and typ = 'log.fork.detected'
        and at > ${day} order by at desc limit 1000) f`,
  );
  return { alarms, quarantined, counted, failures, forks: row?.forks ?? 0 };
}
