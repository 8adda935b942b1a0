import type { Fingerprint, Timestamp } from './ids.js';
import type { Directory } from './trust-rules.js';

/** How many administrators signed; one person with two keys counts once. */
export function administratorsAmong(
  signers: readonly Fingerprint[],
  directory: Directory,
  issuedAt: Timestamp,
): number {
  const at = directory.reckoned(issuedAt);
  const people = signers
    .filter((key) => directory.hasRole(key, 'ADMINISTRATOR', at))
    .map((key) => directory.activeOfficer(key, at)?.officer);
  return new Set(people).size;
}
