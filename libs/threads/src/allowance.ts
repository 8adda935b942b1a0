import { timestamp, type OfficerId } from '#kernel';
import { ThreadsError } from './errors.js';
import { StoreError, type Tx } from '#store';

/** Act that an officer may do only so often within a time. */
export interface Allowance {
  /** SQL: each time it was done, a row with `officer` and `at`. */
  readonly done: string;
  readonly most: number;
  readonly within: '1 hour' | '1 day';
  readonly spent: 'DUPLICATE_CHECKS_SPENT' | 'SUBJECT_SEARCHES_SPENT' | 'SUBJECT_ASKS_SPENT';
}

/** One of an allowance that is taken, and not written down yet. */
export interface Taken {
  /** Number that the officer has left afterwards; what others take at the same time is not counted. */
  readonly left: number;
  /** True when nothing else of the same officer takes one until the transaction ends. */
  readonly isAlone: boolean;
}

/**
 * Places of an officer: a transaction keeps one from its count to its end, so four at most are under way at once. None of
 * them passes the limit while as many are left.
 */
const places = 4;
/** Left at the first count; below, a transaction takes all places and counts alone. */
const fewestShared = 5;

/** SQL of a lock on a place of the officer `$1`. */
const placeOf = (spent: string, place: number | string): string =>
  `hashtextextended('${spent} ' || $1, ${place})`;

/**
 * SQL: how many the officer `$1` has used and when the next is free. Reads no row that does not count, and no more than `most`
 * and one that is written already.
 */
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
    throw new ThreadsError(spent, `again from ${timestamp(free ?? new Date())}`);
  return most - (count - written) - 1;
}

/**
 * Takes one, which the caller writes down in the same transaction with `writtenBelow`.
 * @throws ThreadsError `spent` with the time from which on the next is free
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
  if (used === undefined) throw new StoreError('STORE_FAILED', 'no count');
  const left = requireLeft(allowance, used);
  if (used.isPlaced) return { left, isAlone: false };
  return { left: await aloneLeft(tx, allowance, officer), isAlone: true };
}

/**
 * Counts once nobody else of the officer's is under way; nobody else counts until the transaction ends. `written`: rows of
 * this transaction among those counted.
 */
export async function aloneLeft(
  tx: Tx,
  allowance: Allowance,
  officer: OfficerId,
  written = 0,
): Promise<number> {
  // In one order, so that two never wait for each other. A statement of its own: the count sees what the wait was for.
  tx.send(
    `select pg_advisory_xact_lock(${placeOf(allowance.spent, 'place')})
     from generate_series(0, ${places - 1}) as place`,
    [officer],
  );
  const [used] = await tx.query<Used>(usedOf(allowance, written), [officer]);
  if (used === undefined) throw new StoreError('STORE_FAILED', 'no count');
  return requireLeft(allowance, used, written);
}

/** SQL to return from the insert of what was taken, whose `$1` is the officer; see `requireWritten`. */
export const writtenBelow = (allowance: Allowance): string =>
  `returning (select count from (${usedOf(allowance)}) before) as before`;

/**
 * Counts again at the insert: only now is it certain that whatever committed before the place was taken is seen.
 * @throws StoreError STORE_CONFLICT: the transaction runs again, and alone
 */
export function requireWritten(
  { most }: Allowance,
  { isAlone }: Taken,
  [row]: readonly { readonly before: number }[],
): void {
  if (!isAlone && (row === undefined || row.before > most - places))
    throw new StoreError('STORE_CONFLICT', 'allowance');
}
