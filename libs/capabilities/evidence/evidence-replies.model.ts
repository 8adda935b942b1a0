import { isEvidential, type EvidentialKind } from './evidential-kinds.model.js';
import { opensThread, type DocumentKind } from '#kernel/documents/kinds';

/** Kinds of document that cannot be evidence. Only the originator can consent to documents inside a forward. */
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

export const mayBeEvidence = (kind: DocumentKind): boolean =>
  !noEvidence.includes(kind) && !isEvidential(kind);

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

const others: Readonly<Record<EvidentialKind, readonly DocumentKind[]>> = {
  'evidence-consent-request': ['recall'],
  'evidence-consent': ['recall'],
  'exculpatory-notice': [],
  'central-authority-notice': [],
  'formal-request-draft': ['recall', 'correction'],
  'formal-request': ['recall', 'correction'],
  'formal-answer': ['recall', 'correction'],
};

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

const isOpener = (kind: EvidentialKind, parent: DocumentKind): boolean =>
  opensThread(parent) &&
  (kind === 'central-authority-notice' ||
    kind === 'formal-request' ||
    kind === 'formal-request-draft');
