import { timestamp, type OfficerId } from '#model';
import type { Tx } from '#store';
import { CasesError } from './errors.js';

/** What an officer may do so often within a time. */
export interface Allowance {
  /** SQL: each time it was done, a row with `officer` and `at`. */
  readonly done: string;
  readonly most: number;
  readonly within: '1 hour' | '1 day';
  readonly spent: 'DUPLICATE_CHECKS_SPENT' | 'SUBJECT_SEARCHES_SPENT' | 'SUBJECT_ASKS_SPENT';
}

/**
 * How many an officer has left once this one is written down, which the caller does in the same transaction, or has done
 * (`written`): nobody else of the same officer's looks until then.
 * @throws CasesError `spent` with the time from which on the next is free
 */
export async function leftOf(
  tx: Tx,
  { done, most, within, spent }: Allowance,
  officer: OfficerId,
  written: 0 | 1 = 0,
): Promise<number> {
  // Two at a time would both find the last one free.
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))`, [
    spent,
    officer,
  ]);
  const [used] = await tx.query<{ count: number; free: Date | null }>(
    `select count(*)::int as count, min(at) + $2::interval as free
     from ${done} where officer = $1 and at > clock_timestamp() - $2::interval`,
    [officer, within],
  );
  const count = (used?.count ?? 0) - written;
  if (count >= most)
    throw new CasesError(spent, `again from ${timestamp(used?.free ?? new Date())}`);
  return most - count - 1;
}
