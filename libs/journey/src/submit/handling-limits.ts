import { priorities, priorityOf, requireBelow, type Classification, type Document } from '#kernel';
import { requireCategories } from '#capabilities/requests/subjects.model';

export interface HandlingLimits {
  readonly classificationCeiling: Classification;
}

/**
 * Asserts the rules for newly sent documents; documents signed before a rule existed stay readable. @throws KernelError
 * CLASSIFICATION_ABOVE_CEILING, CATEGORY_MISSING, SUSPECT_WITHOUT_OFFENCE
 */
export function requireHandling(
  document: Document,
  { classificationCeiling }: HandlingLimits,
): void {
  requireBelow(document.handling, classificationCeiling);
  requireCategories(document);
}

/**
 * Asserts the same of received documents. Checks only the ceiling for a risk to life: older versions send less, and nobody
 * may see a refusal in time. @throws KernelError as `requireHandling`
 */
export function requireOpenable(document: Document, limits: HandlingLimits): void {
  if (priorityOf(document) === priorities.RISK_TO_LIFE)
    requireBelow(document.handling, limits.classificationCeiling);
  else requireHandling(document, limits);
}
