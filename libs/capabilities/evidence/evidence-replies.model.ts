import { isEvidential, type EvidentialKind } from './evidential-kinds.model.js';
import { opensThread, type DocumentKind } from '#kernel/documents/kinds';

/**
 * About other documents, a person's rights, or a signal: none of these says anything that could be evidence. What came through
 * another State is that State's to consent to.
 */
const noEvidence: readonly DocumentKind[] = [
  'recall',
  'recall-answer',
  'forward',
  'forward-consent-request',
  'forward-consent',
  'halt',
  'resume',
  'data-subject-request',
  'data-subject-answer',
  'data-subject-withdrawal',
];

/** True for a kind that may be used as evidence, with its originator's consent. */
export const mayBeEvidence = (kind: DocumentKind): boolean =>
  !noEvidence.includes(kind) && !isEvidential(kind);

/** Kinds that each of these replies to, beside what may be evidence. */
const besides: Readonly<Record<EvidentialKind, readonly DocumentKind[]>> = {
  'evidence-consent-request': [],
  'evidence-consent': ['evidence-consent-request'],
  'exculpatory-notice': ['exculpatory-notice'],
  'central-authority-notice': ['evidence-consent-request', 'evidence-consent'],
  'formal-request-draft': [
    'evidence-consent',
    'central-authority-notice',
    'formal-request-draft',
    'formal-answer',
  ],
  'formal-request': [
    'evidence-consent',
    'central-authority-notice',
    'formal-request-draft',
    'formal-answer',
  ],
  'formal-answer': ['formal-request'],
};

/** Kinds that may have to be put right, or taken back. */
const others: Readonly<Record<EvidentialKind, readonly DocumentKind[]>> = {
  'evidence-consent-request': ['recall'],
  'evidence-consent': ['recall'],
  'exculpatory-notice': [],
  'central-authority-notice': [],
  'formal-request-draft': ['recall', 'correction'],
  'formal-request': ['recall', 'correction'],
  'formal-answer': ['recall', 'correction'],
};

/** Whether one replies to the other, when either is about evidence; undefined when neither is. Pure. */
export function mayReplyAboutEvidence(
  kind: DocumentKind,
  parent: DocumentKind,
): boolean | undefined {
  if (isEvidential(kind)) {
    if (besides[kind].includes(parent)) return true;
    return kind !== 'formal-answer' && (mayBeEvidence(parent) || isOpener(kind, parent));
  }
  return isEvidential(parent) ? others[parent].includes(kind) : undefined;
}

/** A thread that a forward opened may become evidential too: by what was said in it. */
const isOpener = (kind: EvidentialKind, parent: DocumentKind): boolean =>
  opensThread(parent) &&
  (kind === 'central-authority-notice' ||
    kind === 'formal-request' ||
    kind === 'formal-request-draft');
