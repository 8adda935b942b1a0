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
 * Hours for which people's lives can be foreseen in an operation (ours): within three days weather, route, vehicle and the
 * state of the people are others than those that were judged.
 */
export const longestAssessmentHours = 72;

/** The assessment of the risk to people that a document gives; null for any other, and for a request without one. Pure. */
export function assessmentOf(document: Document): Assessment | null {
  if (isKind(document, 'risk-assessment')) return document.body;
  if (!isKind(document, 'request') || !isOperation(document.body.requestType)) return null;
  const { assessment } = (document.body.details ?? {}) as { readonly assessment?: Assessment };
  return assessment ?? null;
}

/** When an assessment was signed and until when it holds. */
export interface AssessmentMark {
  readonly document: DocumentId;
  readonly composedAt: Timestamp;
  readonly validUntil: Timestamp;
}

/**
 * Until when the newest assessment of a thread holds, in whatever order they came: what was signed last counts, also when it
 * is for less time than one before. Pure.
 */
export function assessedUntil(marks: readonly AssessmentMark[]): Timestamp | null {
  const last = [...marks].sort((a, b) => compare(key(a), key(b))).at(-1);
  return last?.validUntil ?? null;
}
const key = ({ composedAt, document }: AssessmentMark): string => `${composedAt} ${document}`;
const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** A stop-word or the word of one State that it may go on, in a thread. */
export interface HaltMark {
  readonly document: DocumentId;
  readonly kind: 'halt' | 'resume';
  /** The stop-word that is lifted; of a stop-word it says nothing. */
  readonly inReplyTo: DocumentId | null;
  /** OUT: by this State. */
  readonly direction: 'OUT' | 'IN';
}

/**
 * The stop-words that hold: each until both States have said of it that it may go on. They are a set, so documents that
 * cross, in whatever order they come, leave both sides with the same. Pure.
 */
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

/** Documents that take an operation no step further: they stop, end, refuse, take back, release or assess it, or stand in none. */
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
/** A step of an operation: it needs a current assessment, and that nobody has stopped it. Every new kind is one, unless named. */
export const isStep = (kind: DocumentKind): boolean => !idle.includes(kind) && !isEvidential(kind);

/**
 * Kinds that whoever may read an operation says of it, whoever has it in hand. Who is not on its roster breaks the glass first: at
 * once, by nobody's leave.
 */
export const isAboutSafety = (kind: DocumentKind): boolean =>
  kind === 'halt' || kind === 'resume' || kind === 'risk-assessment';

/** Stop-words of one State that may hold in a thread: it stands still by one, and nobody can fill the other's lists without end. */
export const mostOpenHalts = 32;
