import type { DocumentKind } from '#kernel/documents/kinds';

/** Kinds by which what was exchanged informally becomes evidence; they are about documents of their own thread. */
export const evidentialKinds = [
  'evidence-consent-request',
  'evidence-consent',
  'exculpatory-notice',
  'central-authority-notice',
  'formal-request-draft',
  'formal-request',
  'formal-answer',
] as const satisfies DocumentKind[];
export type EvidentialKind = (typeof evidentialKinds)[number];

/** True for a kind that may be said of any thread, ended or not, and belongs to no one's work on a request. */
export const isEvidential = (kind: DocumentKind): kind is EvidentialKind =>
  evidentialKinds.some((each) => each === kind);
