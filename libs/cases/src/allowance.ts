import { timestamp, type OfficerId } from '#model';
import type { Tx } from '#store';
import { CasesError } from './errors.js';

/** What an officer may do so often within a time; each time it was done is a row with `officer` and `at`. */
export interface Allowance {
  readonly table: 'cases.duplicate_check' | 'cases.subject_search';
  readonly most: number;
  readonly within: '1 hour' | '1 day';
  readonly spent: 'DUPLICATE_CHECKS_SPENT' | 'SUBJECT_SEARCHES_SPENT';
}

/**
 * How many an officer has left once this one is written down, which the caller does in the same transaction: nobody else of the
 * same officer's looks until then. @throws CasesError `spent` with the time from which on the next is free
 */
export async function leftOf(
  tx: Tx,
  { table, most, within, spent }: Allowance,
  officer: OfficerId,
): Promise<number> {
  // Two at a time would both find the last one free.
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))`, [
    table,
    officer,
  ]);
  const [used] = await tx.query<{ count: number; free: Date | null }>(
    `select count(*)::int as count, min(at) + $2::interval as free
     from ${table} where officer = $1 and at > clock_timestamp() - $2::interval`,
    [officer, within],
  );
  const count = used?.count ?? 0;
  if (count >= most)
    throw new CasesError(spent, `again from ${timestamp(used?.free ?? new Date())}`);
  return most - count - 1;
}
