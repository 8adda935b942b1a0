import type { Directory } from '#capabilities/directory/trust.model';
import type { OfficerGrant } from '#capabilities/directory/grants.model';
import type { Document, Fingerprint, Timestamp } from '#kernel';
import { directoryOf, type VerifiedDirectory } from '../directory/verified-directory.js';

/**
 * Later statements of a State about the signer of a document, for persons who rely on the document. The signature stays
 * valid.
 */
export interface Since {
  readonly suspendedFrom: Timestamp | null;
  /**
   * True when the signer's mandate, by later statements, ended no later than the document was composed. Persons must
   * then ask that State whether they may rely on the document.
   */
  readonly wasBefore: boolean;
  readonly formerRoot: Fingerprint | null;
  readonly isKnown: boolean;
}

/**
 * Compares the signer's entry `grant` with the newest directory of the same chain.
 * @returns null when no later statement concerns the signer
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
