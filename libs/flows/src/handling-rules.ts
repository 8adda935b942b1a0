import { requireBelow, requireCategories, type Classification, type Document } from '#model';

/** What may pass here: the State's own settings. */
export interface HandlingLimits {
  readonly classificationCeiling: Classification;
}

/**
 * What is asked of every document that is sent or comes, but not of one that was signed before it was asked: that one
 * stays readable. @throws ModelError CLASSIFICATION_ABOVE_CEILING, CATEGORY_MISSING, SUSPECT_WITHOUT_OFFENCE
 */
export function requireHandling(
  document: Document,
  { classificationCeiling }: HandlingLimits,
): void {
  requireBelow(document.handling, classificationCeiling);
  requireCategories(document);
}
