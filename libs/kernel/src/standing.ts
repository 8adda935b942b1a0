import { phrase, type Detail } from './phrase.js';
import type { Fingerprint, Timestamp } from './ids.js';

interface Term {
  readonly from: Timestamp;
  readonly to: Timestamp;
}

/** Returns each subject's record in force at `at`. Once begun, a record replaces its subject's earlier records. */
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

/**
 * Returns a flaw if the entry is older than `stands`, the entry in force; otherwise undefined. Prevents the replay of an old
 * entry.
 */
export const outrun = ({ issuedAt }: Issued, stands: Issued | undefined): Detail | undefined =>
  stands !== undefined && stands.issuedAt > issuedAt
    ? phrase`issued before the one that stands`
    : undefined;
