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

/** False for recalls, release requests, the answers to both, evidential kinds and data-subject kinds; otherwise true. */
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

/**
 * True for a forward, `handling` that needs a release, or a new purpose `wanted` (Directive (EU) 2023/977 art. 10).
 * SAFETY_OF_LIFE is never new in a risk to life.
 */
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

/**
 * Strictest handling of all enclosed documents and releases, the forward's minimum. Ignores retention and evaluation of
 * releases.
 */
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
