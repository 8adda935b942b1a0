import { isAboutRecall } from '#capabilities/disclosure/recalls/recalling.model';
import { isAboutRelease } from '#capabilities/disclosure/releases/consents.model';
import { isAboutSafety } from '#capabilities/halts/operations.model';
import { isEvidential } from '#capabilities/evidence/evidential-kinds.model';
import { followingKinds, isOfDataSubject, type DocumentId, type DocumentKind } from '#kernel';

/**
 * Kinds that wait for an officer's turn. An acknowledgement anybody may give, and whatever is about a recall, a release,
 * evidence or the safety of an operation, also once it ended.
 */
export const turnKinds: readonly DocumentKind[] = followingKinds.filter(
  (kind) =>
    kind !== 'acknowledgement' &&
    !isAboutRecall(kind) &&
    !isAboutRelease(kind) &&
    !isAboutSafety(kind) &&
    !isEvidential(kind),
);

/** Asks about a person nobody claims: each of the officers may answer. */
export const claimedKinds: readonly DocumentKind[] = turnKinds.filter(
  (kind) => !isOfDataSubject(kind),
);

/** Kinds that two officers must not say without knowing of each other. */
export const answerKinds: readonly DocumentKind[] = ['response', 'refusal', 'data-subject-answer'];

/** Documents named in a refusal, at most. */
export const mostNewer = 20;

/** The documents of a refusal, by id, the last ones when there are many. `newest`: the last one first. Pure. */
export function newerWords(newest: readonly DocumentId[]): string {
  if (newest.length === 0) return 'nothing newer';
  const named = newest.slice(0, mostNewer).reverse();
  return `newer: ${named.join(', ')}${newest.length > mostNewer ? ' and others before' : ''}`;
}
