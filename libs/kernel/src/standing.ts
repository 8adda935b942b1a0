import type { Fingerprint, Timestamp } from './ids.js';

interface Term {
  readonly from: Timestamp;
  readonly to: Timestamp;
}

/**
 * Selects the records valid at `at`: of each subject only the last one begun. A record with `from` equal to `to` ends the one
 * before.
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

/** Maximum of valid keys per purpose. Each signature is tried with every key, so more keys would cost more verifications. */
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

/** Replay check: returns a flaw when the entry was issued before `stands`, the entry in force; otherwise undefined. */
export const outrun = ({ issuedAt }: Issued, stands: Issued | undefined): string | undefined =>
  stands !== undefined && stands.issuedAt > issuedAt
    ? 'issued before the one that stands'
    : undefined;
