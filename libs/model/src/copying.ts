import type { Document } from './document.js';
import type { AuthorityId } from './ids.js';
import type { DocumentKind } from './kinds.js';
import type { Compartment, CopyException } from './lists.js';

/**
 * What authorities ask and tell each other directly is copied to the national contact points: Directive (EU) 2023/977
 * art. 4(2) requests, art. 7 what nobody asked for, art. 8(2) what is told upon a request.
 */
export const copiedKinds = [
  'request',
  'spontaneous-information',
  'response',
] as const satisfies readonly DocumentKind[];
export type CopiedKind = (typeof copiedKinds)[number];

export const isCopied = (document: Document): document is Document<CopiedKind> =>
  copiedKinds.some((kind) => kind === document.kind);

/** Where a document stands in this State. */
export interface CopyPlace {
  readonly authority: AuthorityId;
  readonly compartment: Compartment;
  /** The request of its thread names an exception. */
  readonly requestKept: boolean;
}

export type CopyDecision =
  | { readonly exception: CopyException }
  | { readonly to: AuthorityId }
  | null;

/**
 * What a document means for the contact point of one of the two States; null: it gets no copy, and nothing is kept from it. What
 * protects a person is no business of law enforcement's contact point. Its own it has already. An answer tells what was asked:
 * the exception of a request holds for the answers to it.
 */
export function copyOf(
  document: Document,
  { authority, compartment, requestKept }: CopyPlace,
  contactPoint: AuthorityId | undefined,
): CopyDecision {
  if (!isCopied(document) || compartment !== 'ENFORCEMENT') return null;
  const { copyException } = document.body;
  if (copyException !== undefined) return { exception: copyException.exception };
  if (requestKept && document.kind === 'response') return null;
  return contactPoint === undefined || contactPoint === authority ? null : { to: contactPoint };
}
