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

/**
 * Tells whether documents of this kind may be forwarded: all kinds but recalls, releases, evidence and documents about data
 * subjects' requests.
 */
export const mayBeForwarded = (kind: DocumentKind): boolean =>
  !aboutDocuments.includes(kind) && !isEvidential(kind) && !isOfDataSubject(kind);

/**
 * True if the document or one in `beside` is a RISK_TO_LIFE request from the originator's State in the same thread. Nothing
 * else counts, because the State that receives the forward can check only the enclosed documents.
 */
const isOfRiskToLife = (document: Document, beside: readonly Document[]): boolean =>
  [document, ...beside].some(
    (each) =>
      isKind(each, 'request') &&
      each.body.requestType === 'RISK_TO_LIFE' &&
      each.thread === document.thread &&
      each.from.state === document.from.state,
  );

/**
 * True if forwarding needs a release: the document is a forward, its handling requires a release, or its purpose differs from
 * `wanted` (Directive (EU) 2023/977 art. 10). A `wanted` of SAFETY_OF_LIFE never counts as different if the originator
 * declared a risk to life.
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
 * Computes the least strict handling that a forward may have: as strict as every enclosed document and release. Retention and
 * source evaluation stated in a release are ignored.
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
