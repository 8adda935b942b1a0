import type { Tx } from '#store';
import { releasedSizeSql } from './released-size.js';

const most = 10_000;

export interface CosignedBy {
  readonly witness: string;
  readonly size: number;
  readonly at: Date;
  readonly age: number;
}

export interface LogCondition {
  readonly size: number;
  readonly released: number;
  readonly checkpointAt: Date | null;
  readonly checkpointAge: number | null;
  readonly halted: readonly string[];
  readonly waiting: number;
  readonly waitingAge: number | null;
  readonly evidence: number;
  readonly witnesses: readonly CosignedBy[];
}

const age = (at: string): string => `extract(epoch from clock_timestamp() - ${at})::float8`;

// One index look-up per witness: witnesses are few, cosignatures many.
const witnessSql = `
  with recursive w as (
    (select witness from journal.cosignature order by witness limit 1)
    union all
    select (select c.witness from journal.cosignature c where c.witness > w.witness order by c.witness limit 1)
    from w where w.witness is not null)
  select w.witness, c.size, c.at, ${age('c.at')} as age from w cross join lateral
    (select size, at from journal.cosignature where witness = w.witness order by size desc limit 1) c
  where w.witness is not null limit 64`;

const conditionSql = `
  select coalesce(c.size, 0) as size, r.size as released, c.at as "checkpointAt", ${age('c.at')} as "checkpointAge",
    array(select code from journal.halt order by at limit 16) as halted,
    (select count(*) from (select from journal.pending limit ${most}) p) as waiting,
    (select ${age('e.recorded_at')} from (select event from journal.pending order by position limit 1) p
      join journal.event e on e.id = p.event) as "waitingAge",
    (select count(*) from (select from journal.evidence limit ${most}) v) as evidence
  from ${releasedSizeSql} r left join lateral
    (select size, at from journal.checkpoint order by size desc limit 1) c on true`;

export async function logCondition(tx: Tx): Promise<LogCondition> {
  const witnesses = await tx.query<CosignedBy>(witnessSql);
  const [row] = await tx.query<Omit<LogCondition, 'witnesses'>>(conditionSql);
  if (row === undefined) throw new Error('no row of the released size');
  return { ...row, witnesses };
}
