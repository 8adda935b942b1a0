import type { Directory } from '#capabilities/directory/trust.model';
import type { OfficerGrant } from '#capabilities/directory/grants.model';
import type { Document, Fingerprint, Timestamp } from '#kernel';
import { directoryOf, type VerifiedDirectory } from '../directory/verified-directory.js';

/**
 * Facts that became known after a document was signed: the signer's mandate ended, or the signer's State has a new root key.
 * The signature itself stays valid.
 */
export interface Since {
  readonly suspendedFrom: Timestamp | null;
  /**
   * True when, by the newest directory, the signer's mandate ended before the document was composed. Persons must ask the
   * signer's State before they rely on the document.
   */
  readonly wasBefore: boolean;
  readonly formerRoot: Fingerprint | null;
  readonly isKnown: boolean;
}

/**
 * Compares `grant`, the signer's directory entry when the document was sent, with the newest directory. @returns null when
 * nothing about the signer or the root has changed
 */
export function sinceOf(
  known: VerifiedDirectory,
  { from, signer, composedAt }: Pick<Document, 'from' | 'signer' | 'composedAt'>,
  newest: Directory,
  grant: OfficerGrant,
): Since | null {
  const ends = [newest.suspendedFrom(grant), newest.revokedFrom(grant)];
  const suspendedFrom = ends.filter((end) => end !== undefined).sort()[0] ?? null;
  const now = newest.activeOfficer(signer, composedAt);
  const wasBefore = now?.officer !== grant.officer || now.authority !== grant.authority;
  const current = directoryOf(known, from.state);
  const formerRoot = current?.pinned === newest.pinned ? null : newest.pinned;
  const isKnown = current !== undefined;
  return suspendedFrom === null && !wasBefore && formerRoot === null
    ? null
    : { suspendedFrom, wasBefore, formerRoot, isKnown };
}
