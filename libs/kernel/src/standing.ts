import type { Fingerprint, Timestamp } from './ids.js';

interface Term {
  readonly from: Timestamp;
  readonly to: Timestamp;
}

/**
 * The records that stand at `at`. Of several about one subject the newest that has begun decides alone, so that a
 * later entry can end an earlier one before its time: `from` and `to` both the moment from which it no longer holds.
 * Pure.
 */
export function standing<T extends Term>(
  records: readonly T[],
  at: Timestamp,
  subject: (record: T) => string,
): T[] {
  const newest = new Map<string, T>();
  for (const record of records) {
    if (record.from > at) continue;
    newest.delete(subject(record));
    newest.set(subject(record), record);
  }
  return [...newest.values()].filter((record) => at < record.to);
}

/**
 * Keys of one purpose that count at a moment, at most: a rotation needs two. A signature of a State is tried with each, so a root
 * that certifies thousands would make every message of its State cost as many.
 */
export const mostStateKeys = 8;

/** Newest keys of a purpose that stand at `at`, oldest first. Pure. */
export const standingKeys = <
  T extends Term & { readonly purpose: string; readonly fingerprint: Fingerprint },
>(
  keys: readonly T[],
  purpose: T['purpose'],
  at: Timestamp,
): T[] =>
  standing(
    keys.filter((key) => key.purpose === purpose),
    at,
    (key) => key.fingerprint,
  ).slice(-mostStateKeys);

interface Issued {
  readonly issuedAt: Timestamp;
}

/** Fault of an older entry: who still has one from before could put it in the place of the one that stands. Pure. */
export const outrun = ({ issuedAt }: Issued, stands: Issued | undefined): string | undefined =>
  stands !== undefined && stands.issuedAt > issuedAt
    ? 'issued before the one that stands'
    : undefined;
