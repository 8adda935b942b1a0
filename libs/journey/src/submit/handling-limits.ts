import { priorities, priorityOf, assertBelow, type Classification, type Document } from '#kernel';
import { assertCategories } from '#capabilities/requests/subjects.model';

export interface HandlingLimits {
  readonly classificationCeiling: Classification;
}

/**
 * Asserts rules that only newly sent documents must meet; documents signed before a rule existed stay readable. @throws
 * KernelError CLASSIFICATION_ABOVE_CEILING, CATEGORY_MISSING, SUSPECT_WITHOUT_OFFENCE
 */
export function assertHandling(
  document: Document,
  { classificationCeiling }: HandlingLimits,
): void {
  assertBelow(document.handling, classificationCeiling);
  assertCategories(document);
}

/**
 * Applies `assertHandling` to a received document. For a risk to life it checks only the classification ceiling, because a
 * missing category must not delay a rescue. @throws KernelError as `assertHandling`
 */
export function assertOpenable(document: Document, limits: HandlingLimits): void {
  if (priorityOf(document) === priorities.RISK_TO_LIFE)
    assertBelow(document.handling, limits.classificationCeiling);
  else assertHandling(document, limits);
}
