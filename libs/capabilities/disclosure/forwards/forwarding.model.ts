import {
  type Document,
  type Handling,
  looserMember,
  needsRelease,
  strictest,
  isOfDataSubject,
  type DocumentKind,
  type Purpose,
  isKind,
} from '#kernel';
import { isEvidential } from '#capabilities/evidence/evidential-kinds.model';

const aboutDocuments: readonly DocumentKind[] = [
  'recall',
  'recall-answer',
  'forward-consent-request',
  'forward-consent',
];

export const mayBeForwarded = (kind: DocumentKind): boolean =>
  !aboutDocuments.includes(kind) && !isEvidential(kind) && !isOfDataSubject(kind);

const isOfRiskToLife = (document: Document, beside: readonly Document[]): boolean =>
  [document, ...beside].some(
    (each) =>
      isKind(each, 'request') &&
      each.body.requestType === 'RISK_TO_LIFE' &&
      each.thread === document.thread &&
      each.from.state === document.from.state,
  );

/** True if handing on the document for the purpose `wanted` needs the originator's release (Directive (EU) 2023/977 art. 10). */
export const needsConsent = (
  document: Document,
  handling: Handling,
  wanted: Purpose,
  beside: readonly Document[] = [],
): boolean =>
  document.kind === 'forward' ||
  needsRelease(handling) ||
  (document.purpose !== wanted &&
    !(wanted === 'SAFETY_OF_LIFE' && isOfRiskToLife(document, beside)));

export interface HandledItem {
  readonly handling: Handling;
  readonly consent: Handling | null;
}

/** Returns the least strict handling that the forward may have. Enclosed documents and their releases determine it. */
export function leastHandling(first: HandledItem, ...others: readonly HandledItem[]): Handling {
  const each = [first, ...others].map(({ handling, consent }) =>
    consent === null
      ? handling
      : strictest(handling, {
          ...consent,
          evaluation: handling.evaluation,
          retentionMonths: handling.retentionMonths,
        }),
  );
  return strictest(...(each as [Handling, ...Handling[]]));
}

export function looserThanEnclosed(
  forward: Handling,
  enclosed: readonly HandledItem[],
): keyof Handling | undefined {
  const [first, ...others] = enclosed;
  return first === undefined ? undefined : looserMember(leastHandling(first, ...others), forward);
}
