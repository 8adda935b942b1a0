import { priorities, priorityOf, requireBelow, type Classification, type Document } from '#kernel';
import { requireCategories } from '#capabilities/requests/subjects.model';

/** Settings of this State for the marks that may pass. */
export interface HandlingLimits {
  readonly classificationCeiling: Classification;
}

/**
 * Requires what is asked of every document that is sent, but not of one that was signed before it was asked: that one stays
 * readable. @throws KernelError CLASSIFICATION_ABOVE_CEILING, CATEGORY_MISSING, SUSPECT_WITHOUT_OFFENCE
 */
export function requireHandling(
  document: Document,
  { classificationCeiling }: HandlingLimits,
): void {
  requireBelow(document.handling, classificationCeiling);
  requireCategories(document);
}

/**
 * The same of what comes; but of a risk to life the ceiling alone. Its sender may run a version that asks for no category, and
 * nobody may see the refusal in time. An answer that names persons is of a version that asks. @throws KernelError as `requireHandling`
 */
export function requireOpenable(document: Document, limits: HandlingLimits): void {
  if (priorityOf(document) === priorities.RISK_TO_LIFE)
    requireBelow(document.handling, limits.classificationCeiling);
  else requireHandling(document, limits);
}
