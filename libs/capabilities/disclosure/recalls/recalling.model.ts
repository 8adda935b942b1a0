import {
  type Document,
  type DocumentId,
  isOfDataSubject,
  type DocumentKind,
  isKind,
  namedItems,
} from '#kernel';
import { recallOutcomes } from '../kinds/recall-answer.kind.js';
import type { Narrowing } from '../handling/narrowing.model.js';

/** Acts that the author's State wants done about a document. */
export const recallActs = ['RECALL', 'NARROW', 'CORRECT'] as const;
export type RecallAct = (typeof recallActs)[number];

export { recallOutcomes };
export type RecallOutcome = (typeof recallOutcomes)[number];

/** Hours in which a holder answers, from the delivery on; then its silence is an alert on both sides (ours). */
export const recallAnswerHours = 24;
/** Recalls and corrections of one State in a thread: nobody can fill the other's lists without end. */
export const mostRecallsOfSide = 128;

export interface Recalling {
  readonly act: RecallAct;
  readonly items: readonly DocumentId[];
  /** Of a narrowing alone. */
  readonly handling: Narrowing | null;
  readonly reason: string;
}

/** Documents that one takes back, narrows or corrects; null for any other. Pure. */
export function recalling(document: Document): Recalling | null {
  const items = namedItems(document);
  if (items === null) return null;
  if (isKind(document, 'recall')) {
    const { what, reason, handling = null } = document.body;
    return { act: what, items, handling, reason };
  }
  if (!isKind(document, 'correction')) return null;
  return { act: 'CORRECT', items, handling: null, reason: document.body.reason };
}

/**
 * A correction holds information, which may have to be taken back too; what takes back, and its answer, do not. A stop-word
 * is lifted, not taken back; that something speaks for an accused person, and that the central authority knows, is not
 * taken back either. Data protection officers put right by answering anew.
 */
const lasting: readonly DocumentKind[] = [
  'recall',
  'recall-answer',
  'halt',
  'resume',
  'exculpatory-notice',
  'central-authority-notice',
];
export const mayBeRecalled = (kind: DocumentKind): boolean =>
  !lasting.includes(kind) && !isOfDataSubject(kind);

/** Kinds that any officer of the desk may say of any thread, ended or not: they belong to no one's work on a request. */
export const isAboutRecall = (kind: DocumentKind): boolean =>
  kind === 'recall' || kind === 'correction' || kind === 'recall-answer';
