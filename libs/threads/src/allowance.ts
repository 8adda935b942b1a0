import { timestamp, type OfficerId, phrase } from '#kernel';
import { ThreadsError } from './errors.js';
import { StoreError, type Tx } from '#store';

export interface Allowance {
  readonly done: string;
  readonly most: number;
  readonly within: '1 hour' | '1 day';
  readonly spent: 'DUPLICATE_CHECKS_SPENT' | 'SUBJECT_SEARCHES_SPENT' | 'SUBJECT_ASKS_SPENT';
}

export interface Taken {
  readonly left: number;
  readonly isAlone: boolean;
}

/**
 * Number of locks per officer and allowance. A transaction normally takes one, so at most four transactions of one officer
 * run at the same time.
 */
const places = 4;
/**
 * Number of remaining uses from which transactions of one officer may run at the same time. With fewer, one transaction takes
 * all locks, so none overspends.
 */
const fewestShared = 5;

const placeOf = (spent: string, place: number | string): string =>
  `hashtextextended('${spent} ' || $1, ${place})`;

const usedOf = ({ done, most, within }: Allowance, written = 0): string =>
  `select count(*)::int as count, min(at) + interval '${within}' as free from (
     select at from ${done} where officer = $1 and at > statement_timestamp() - interval '${within}'
     order by at desc limit ${most + written}) used`;

interface Used {
  readonly count: number;
  readonly free: Date | null;
}

function requireLeft({ most, spent }: Allowance, { count, free }: Used, written = 0): number {
  if (count - written >= most)
    throw new ThreadsError(spent, phrase`again from ${timestamp(free ?? new Date())}`);
  return most - (count - written) - 1;
}

/**
 * Checks under a lock that the officer's hourly or daily allowance has a use left. The caller must insert the use in the same
 * transaction. @throws ThreadsError `allowance.spent` if no use is left; the detail gives the time of the next free use
 */
export async function takeOf(tx: Tx, allowance: Allowance, officer: OfficerId): Promise<Taken> {
  const { most, spent } = allowance;
  const free = Array.from(
    { length: places },
    (_, place) => `when pg_try_advisory_xact_lock(${placeOf(spent, place)}) then true`,
  );
  const [used] = await tx.query<Used & { readonly isPlaced: boolean }>(
    `select count, free, case when count > ${most - fewestShared} then false
       ${free.join('\n       ')}
       else pg_advisory_xact_lock(${placeOf(spent, `pg_backend_pid() % ${places}`)})::text is not null
       end as "isPlaced"
     from (${usedOf(allowance)}) counted`,
    [officer],
  );
  if (used === undefined) throw new StoreError('STORE_FAILED', phrase`no count`);
  const left = requireLeft(allowance, used);
  if (used.isPlaced) return { left, isAlone: false };
  return { left: await aloneLeft(tx, allowance, officer), isAlone: true };
}

export async function aloneLeft(
  tx: Tx,
  allowance: Allowance,
  officer: OfficerId,
  written = 0,
): Promise<number> {
  // Locks in one order, against deadlocks. A separate statement, so the count sees what was committed during the wait.
  tx.send(
    `select pg_advisory_xact_lock(${placeOf(allowance.spent, 'place')})
     from generate_series(0, ${places - 1}) as place`,
    [officer],
  );
  const [used] = await tx.query<Used>(usedOf(allowance, written), [officer]);
  if (used === undefined) throw new StoreError('STORE_FAILED', phrase`no count`);
  return requireLeft(allowance, used, written);
}

export const writtenBelow = (allowance: Allowance): string =>
  `returning (select count from (${usedOf(allowance)}) before) as before`;

/**
 * Asserts after the insert that other transactions have not used up the allowance meanwhile. @throws StoreError
 * STORE_CONFLICT, so that the transaction runs again
 */
export function assertWritten(
  { most }: Allowance,
  { isAlone }: Taken,
  [row]: readonly { readonly before: number }[],
): void {
  if (!isAlone && (row === undefined || row.before > most - places))
    throw new StoreError('STORE_CONFLICT', 'allowance');
}
