import { isAboutRecall } from '#capabilities/disclosure/recalls/recalling.model';
import { isAboutRelease } from '#capabilities/disclosure/releases/consents.model';
import { isAboutSafety } from '#capabilities/halts/operations.model';
import { isEvidential } from '#capabilities/evidence/evidential-kinds.model';
import {
  followingKinds,
  isOfDataSubject,
  type DocumentId,
  type DocumentKind,
  phrase,
  type Detail,
  joined,
} from '#kernel';

/** Kinds of document that `turnRules` check. Leaves out acknowledgements, recalls, releases, safety and evidence. */
export const turnKinds: readonly DocumentKind[] = followingKinds.filter(
  (kind) =>
    kind !== 'acknowledgement' &&
    !isAboutRecall(kind) &&
    !isAboutRelease(kind) &&
    !isAboutSafety(kind) &&
    !isEvidential(kind),
);

export const claimedKinds: readonly DocumentKind[] = turnKinds.filter(
  (kind) => !isOfDataSubject(kind),
);

export const answerKinds: readonly DocumentKind[] = ['response', 'refusal', 'data-subject-answer'];

export const mostNewer = 20;

export function newerWords(newest: readonly DocumentId[]): Detail {
  if (newest.length === 0) return phrase`nothing newer`;
  const named: Detail[] = newest.slice(0, mostNewer).reverse();
  if (newest.length > mostNewer) named.push(phrase`others before`);
  return phrase`newer: ${joined(named, ', ')}`;
}
