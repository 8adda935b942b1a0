import { mayReplyAboutEvidence } from '#capabilities/evidence/evidence-replies.model';
import type { Kind } from '../documents/kind.js';
import { isOfDataSubject, kinds, opensThread, type DocumentKind } from '../documents/kinds.js';

type Kinds = Readonly<Partial<Record<DocumentKind, readonly DocumentKind[]>>>;

const answers: Kinds = {
  clarification: ['clarification-question'],
  'recall-answer': ['recall', 'correction'],
  'forward-consent': ['forward-consent-request'],
};

const ofDataSubject: Kinds = {
  'data-subject-answer': ['data-subject-request', 'data-subject-answer'],
  'data-subject-withdrawal': ['data-subject-request'],
};

const replies: Kinds = {
  halt: [],
  resume: [],
  recall: [],
  'recall-answer': [],
  correction: ['recall', 'correction', 'forward-consent-request'],
  'forward-consent-request': ['recall'],
  'forward-consent': ['recall'],
};

export function mayReplyTo(kind: DocumentKind, parent: DocumentKind): boolean {
  if (isOfDataSubject(kind) || isOfDataSubject(parent))
    return ofDataSubject[kind]?.includes(parent) ?? false;
  const aboutEvidence = mayReplyAboutEvidence(kind, parent);
  if (aboutEvidence !== undefined) return aboutEvidence;
  const { place } = kinds[kind] as Kind<unknown>;
  if (place === undefined) return byTable(kind, parent);
  return place.answers === undefined ? opensThread(parent) : parent === place.answers;
}

const byTable = (kind: DocumentKind, parent: DocumentKind): boolean =>
  answers[kind]?.includes(parent) ?? replies[parent]?.includes(kind) ?? true;
