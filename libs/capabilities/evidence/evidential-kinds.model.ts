import type { DocumentKind } from '#kernel/documents/kinds';

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

export const isEvidential = (kind: DocumentKind): kind is EvidentialKind =>
  evidentialKinds.some((each) => each === kind);
