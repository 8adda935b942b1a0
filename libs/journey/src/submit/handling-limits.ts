import { priorities, priorityOf, requireBelow, type Classification, type Document } from '#kernel';
import { requireCategories } from '#capabilities/requests/subjects.model';

export interface HandlingLimits {
  readonly classificationCeiling: Classification;
}

/**
 * Asserts rules that only newly sent documents must meet; documents signed before a rule existed stay readable. @throws
 * KernelError CLASSIFICATION_ABOVE_CEILING, CATEGORY_MISSING, SUSPECT_WITHOUT_OFFENCE
 */
export function requireHandling(
  document: Document,
  { classificationCeiling }: HandlingLimits,
): void {
  requireBelow(document.handling, classificationCeiling);
  requireCategories(document);
}

/**
 * Applies `requireHandling` to a received document. For a risk to life it checks only the classification ceiling, because a
 * missing category must not delay a rescue. @throws KernelError as `requireHandling`
 */
export function requireOpenable(document: Document, limits: HandlingLimits): void {
  if (priorityOf(document) === priorities.RISK_TO_LIFE)
    requireBelow(document.handling, limits.classificationCeiling);
  else requireHandling(document, limits);
}
