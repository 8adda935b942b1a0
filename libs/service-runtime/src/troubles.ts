import type { Tx } from '#store';

export interface Counted {
  readonly linkId: string;
  readonly count: number;
}

export interface Trouble extends Counted {
  readonly code: string;
  readonly newest: Date;
}

export interface Troubles {
  readonly alarms: readonly Trouble[];
  readonly quarantined: readonly Trouble[];
  /**
   * Number of messages per link refused today or yesterday (UTC) without stored evidence. The limit for stored evidence was
   * reached.
   */
  readonly counted: readonly Counted[];
  readonly failures: readonly {
    readonly service: string;
    readonly code: string;
    readonly count: number;
  }[];
  readonly forks: number;
}

// Most rows read of one kind; beyond, counts no longer matter.
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
