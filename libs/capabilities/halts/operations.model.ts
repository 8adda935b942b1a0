import {
  type Document,
  type DocumentId,
  type Timestamp,
  type DocumentKind,
  isKind,
  isOperation,
} from '#kernel';
import type { OpenHalt } from './operations.contract.js';
import type { Assessment } from './risk-assessment.kind.js';
import { isEvidential } from '#capabilities/evidence/evidential-kinds.model';

/**
 * Longest validity of a risk assessment in hours. The project's own choice: weather, route and health change within three
 * days.
 */
export const longestAssessmentHours = 72;

export function assessmentOf(document: Document): Assessment | null {
  if (isKind(document, 'risk-assessment')) return document.body;
  if (!isKind(document, 'request') || !isOperation(document.body.requestType)) return null;
  const { assessment } = (document.body.details ?? {}) as { readonly assessment?: Assessment };
  return assessment ?? null;
}

export interface AssessmentMark {
  readonly document: DocumentId;
  readonly composedAt: Timestamp;
  readonly validUntil: Timestamp;
}

/** Returns the `validUntil` of the assessment signed last; null without assessments. Earlier assessments no longer count. */
export function assessedUntil(marks: readonly AssessmentMark[]): Timestamp | null {
  const last = [...marks].sort((a, b) => compare(key(a), key(b))).at(-1);
  return last?.validUntil ?? null;
}
const key = ({ composedAt, document }: AssessmentMark): string => `${composedAt} ${document}`;
const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

export interface HaltMark {
  readonly document: DocumentId;
  readonly kind: 'halt' | 'resume';
  readonly inReplyTo: DocumentId | null;
  readonly direction: 'OUT' | 'IN';
}

/** Returns the halts in force. A halt ends when both States have agreed to resume. */
export function openHalts(marks: readonly HaltMark[]): OpenHalt[] {
  return marks
    .filter(({ kind }) => kind === 'halt')
    .map(({ document, direction }) => ({
      halt: document,
      direction,
      awaits: (['OUT', 'IN'] as const).filter(
        (side) =>
          !marks.some(
            (mark) =>
              mark.kind === 'resume' && mark.inReplyTo === document && mark.direction === side,
          ),
      ),
    }))
    .filter(({ awaits }) => awaits.length > 0);
}

/** Kinds of document that do not advance an operation, and so are allowed during a halt. */
const idle: readonly DocumentKind[] = [
  'halt',
  'resume',
  'risk-assessment',
  'withdrawal',
  'refusal',
  'feedback',
  'recall',
  'correction',
  'recall-answer',
  'forward-consent-request',
  'forward-consent',
  'data-subject-request',
  'data-subject-answer',
  'data-subject-withdrawal',
];
export const isStep = (kind: DocumentKind): boolean => !idle.includes(kind) && !isEvidential(kind);

/** True for safety documents, which an officer may send without claiming the request. */
export const isAboutSafety = (kind: DocumentKind): boolean =>
  kind === 'halt' || kind === 'resume' || kind === 'risk-assessment';

/** Maximum number of open halts of one State in a thread. The limit bounds the work that a neighbour can cause. */
export const mostOpenHalts = 32;
