import type { Timestamp } from './ids.js';

/**
 * The records that stand at `at`. Of several about one subject the newest that has begun decides alone, so that a
 * later entry can end an earlier one before its time: `from` and `to` both the moment from which it no longer holds.
 * Pure.
 */
export function standing<T extends { readonly from: Timestamp; readonly to: Timestamp }>(
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

interface Issued {
  readonly issuedAt: Timestamp;
}

/** Else whoever still has an entry from before could put it in the place of the one that stands. Pure. */
export const outrun = ({ issuedAt }: Issued, stands: Issued | undefined): string | undefined =>
  stands !== undefined && stands.issuedAt > issuedAt
    ? 'issued before the one that stands'
    : undefined;
