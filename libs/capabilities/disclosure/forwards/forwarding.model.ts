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

/** Kinds that neither open a matter nor hold information: they are about documents of their own thread. */
const aboutDocuments: readonly DocumentKind[] = [
  'recall',
  'recall-answer',
  'forward-consent-request',
  'forward-consent',
];

/**
 * True for what may be handed on at all: information of desks; what data protection officers say to each other is for them alone. What
 * came through another State goes on only by the releases of every State on its way, whatever its handling: so the originator
 * knows of every holder.
 */
export const mayBeForwarded = (kind: DocumentKind): boolean =>
  !aboutDocuments.includes(kind) && !isEvidential(kind) && !isOfDataSubject(kind);

/**
 * A request to save a life, or what its State has said besides in the thread of one that lies beside it. Nothing else tells a
 * State that was not there of what the thread was. Pure.
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
 * Whether a document goes on only with its originator's consent: its handling says so, it was given for another purpose
 * (Directive (EU) 2023/977 art. 10; UNTOC art. 18(19)), or it has come through another State already. What binds nobody is not asked
 * for in the night, before it may save somebody: where the originator itself has said that a life is at risk, since that word is
 * anybody's to choose. `beside`: what the same forward encloses. Pure.
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

/** A document that a forward encloses, by how it must be handled, and what its release demands besides. */
export interface HandledItem {
  readonly handling: Handling;
  readonly consent: Handling | null;
}

/**
 * How a forward is handled at least: as strictly as all that it encloses together. Of a release its codes, words and marks
 * count; that it is kept for so long, and how sure it is, says nothing of the document. Pure.
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

/** Member of a forward that allows more than what it encloses; undefined when none does. Pure. */
export function looserThanEnclosed(
  forward: Handling,
  enclosed: readonly HandledItem[],
): keyof Handling | undefined {
  const [first, ...others] = enclosed;
  return first === undefined ? undefined : looserMember(leastHandling(first, ...others), forward);
}
