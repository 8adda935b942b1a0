import type { Directory } from '#capabilities/directory/trust.model';
import type { OfficerGrant } from '#capabilities/directory/grants.model';
import type { Document, Fingerprint, Timestamp } from '#kernel';
import { directoryOf, type VerifiedDirectory } from '../directory/verified-directory.js';

/** Later news about the signer of a document: the mandate ended, or the State has a new root key. The signature stays valid. */
export interface Since {
  readonly suspendedFrom: Timestamp | null;
  /** True if, by the newest directory, the signer had no mandate when the document was composed. */
  readonly wasBefore: boolean;
  readonly formerRoot: Fingerprint | null;
  readonly isKnown: boolean;
}

/** Tells how signer or root changed after the document was sent; null if neither changed. */
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
