import type { Directory } from '#capabilities/directory/trust.model';
import type { OfficerGrant } from '#capabilities/directory/grants.model';
import type { Document, Fingerprint, Timestamp } from '#kernel';
import { directoryOf, type VerifiedDirectory } from '../directory/verified-directory.js';

/** Word of its State, since a document was signed, for who relies on it; its signature holds all the same. */
export interface Since {
  /** From when the officer was suspended, or the key revoked; null: neither. */
  readonly suspendedFrom: Timestamp | null;
  /**
   * True when that is no later than when the document was composed. It was valid on its day, and its State says now that its signer
   * had no mandate then: whether it may still be relied on is for persons, who ask that State.
   */
  readonly wasBefore: boolean;
  /** The root of its day, which its State has no more; null: it still has it. */
  readonly formerRoot: Fingerprint | null;
  /** The State is still a neighbour, or one's own. */
  readonly isKnown: boolean;
}

/** `newest`: the same chain as far as it goes; `grant`: the one by which the officer signed. Undefined: nothing. Pure. */
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
