import type { Fingerprint, Timestamp } from './ids.js';

interface Term {
  readonly from: Timestamp;
  readonly to: Timestamp;
}

/**
 * Records valid at `at`. Per subject only the newest started one counts; a later record with `from` equal to `to` thus ends
 * an earlier one.
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

/** Limit of valid keys per purpose: each is tried on every signature, so thousands of keys would cost as many verifications. */
export const mostStateKeys = 8;

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

/** Replay check: an entry older than the valid one must not replace it. */
export const outrun = ({ issuedAt }: Issued, stands: Issued | undefined): string | undefined =>
  stands !== undefined && stands.issuedAt > issuedAt
    ? 'issued before the one that stands'
    : undefined;
