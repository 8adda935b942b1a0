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
 * True for information of desks, never for documents of data protection officers. A document that passed another State needs
 * releases of every State on its route.
 */
export const mayBeForwarded = (kind: DocumentKind): boolean =>
  !aboutDocuments.includes(kind) && !isEvidential(kind) && !isOfDataSubject(kind);

/** True when a document of the originating State itself shows a risk to life. A third State has no other proof. */
const isOfRiskToLife = (document: Document, beside: readonly Document[]): boolean =>
  [document, ...beside].some(
    (each) =>
      isKind(each, 'request') &&
      each.body.requestType === 'RISK_TO_LIFE' &&
      each.thread === document.thread &&
      each.from.state === document.from.state,
  );

/**
 * Decides whether forwarding needs a release: strict handling, another purpose (Directive (EU) 2023/977 art. 10; UNTOC art.
 * 18(19)), or an earlier forward. Exempt is a risk to life that the originator itself declared; `beside` are documents in the
 * same forward.
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
 * Computes the minimum handling of a forward: at least as strict as every enclosed document and release. Retention and source
 * evaluation of a release do not count.
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
