import { mayReplyAboutEvidence } from '#capabilities/evidence/evidence-replies.model';
import type { Kind } from '../documents/kind.js';
import { isOfDataSubject, kinds, opensThread, type DocumentKind } from '../documents/kinds.js';

type Kinds = Readonly<Partial<Record<DocumentKind, readonly DocumentKind[]>>>;

/** Kinds that answer: each replies to these and to nothing else. */
const answers: Kinds = {
  clarification: ['clarification-question'],
  'recall-answer': ['recall', 'correction'],
  'forward-consent': ['forward-consent-request'],
};

/** Replies of data protection officers: they answer an ask, put their answer right, or withdraw the ask. */
const ofDataSubject: Kinds = {
  'data-subject-answer': ['data-subject-request', 'data-subject-answer'],
  'data-subject-withdrawal': ['data-subject-request'],
};

/** Replies of other kinds. A correction may itself be recalled, corrected or asked about, and a consent be taken back. */
const replies: Kinds = {
  halt: [],
  resume: [],
  recall: [],
  'recall-answer': [],
  correction: ['recall', 'correction', 'forward-consent-request'],
  'forward-consent-request': ['recall'],
  'forward-consent': ['recall'],
};

/**
 * Tells whether a document may reply to another. What is about evidence has its own table. A kind with a place of its own says it: most
 * reply to the request, so that they wait for nothing that came later. What stands in no table replies to everything that takes replies.
 */
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
