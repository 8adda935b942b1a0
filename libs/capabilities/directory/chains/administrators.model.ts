import type { Fingerprint, Timestamp } from '#kernel';
import type { Directory } from '../trust.model.js';

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
