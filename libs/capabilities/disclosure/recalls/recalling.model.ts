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

export const recallActs = ['RECALL', 'NARROW', 'CORRECT'] as const;
export type RecallAct = (typeof recallActs)[number];

export { recallOutcomes };
export type RecallOutcome = (typeof recallOutcomes)[number];

/** Hours from the delivery of a recall until a missing answer raises an alert in both States. */
export const recallAnswerHours = 24;
/** Maximum number of recalls and corrections of one State in a thread. The limit bounds the work that a neighbour can cause. */
export const mostRecallsOfSide = 128;

export interface Recalling {
  readonly act: RecallAct;
  readonly items: readonly DocumentId[];
  readonly handling: Narrowing | null;
  readonly reason: string;
}

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

export const isAboutRecall = (kind: DocumentKind): boolean =>
  kind === 'recall' || kind === 'correction' || kind === 'recall-answer';
