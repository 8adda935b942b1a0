import type { Document, AuthorityId, DocumentKind, Compartment, CopyException } from '#kernel';

/**
 * Kinds that are copied to the national contact points. Directive (EU) 2023/977: art. 4(2) requests, art. 7 what nobody asked for or
 * another State has said, art. 8(2) what is told upon a request; and what is put right or added to that, so that nobody keeps a copy
 * of what does not hold any more.
 */
export const copiedKinds = [
  'request',
  'spontaneous-information',
  'response',
  'forward',
  'clarification',
  'correction',
] as const satisfies readonly DocumentKind[];
export type CopiedKind = (typeof copiedKinds)[number];

export const isCopied = (document: Document): document is Document<CopiedKind> =>
  copiedKinds.some((kind) => kind === document.kind);

/** A document that can name an exception by itself; what puts it right or adds to it has its own from there. */
type Excepting = Exclude<CopiedKind, 'clarification' | 'correction'>;
const excepting: readonly DocumentKind[] = [
  'request',
  'spontaneous-information',
  'response',
  'forward',
] as const satisfies readonly Excepting[];

/** The exception that a document names. */
export const copyExceptionIn = (document: Document): Document<Excepting>['body']['copyException'] =>
  isExcepting(document) ? document.body.copyException : undefined;

const isExcepting = (document: Document): document is Document<Excepting> =>
  excepting.includes(document.kind);

/** Where a document stands in this State. */
export interface CopyPlace {
  readonly authority: AuthorityId;
  readonly compartment: Compartment;
  /** The request of its thread names an exception. */
  readonly requestKept: boolean;
  /** Of a correction: who was shown what it corrects; null where nobody was. */
  readonly itemShown: AuthorityId | null;
  /**
   * A release names one authority, and never the contact point: something in the forward goes by one, or in that which opened the
   * thread.
   */
  readonly byRelease: boolean;
  /** Of a forward: the exception that something in it names. */
  readonly enclosed: CopyException | undefined;
}

export interface ShownCopy {
  readonly to: AuthorityId;
  /** True where only its being there is shown, and no word of it. */
  readonly byRelease: boolean;
}

export type CopyDecision = { readonly exception: CopyException } | ShownCopy | null;

/**
 * Meaning of a document for the contact point of one of the two States; null: it gets no copy, and nothing is kept from it. What
 * protects a person is no business of law enforcement's contact point. Its own it has already. An answer tells what was asked:
 * the exception of a request holds for the answers to it, and for what is said to make it clear; a correction goes where that went
 * which it corrects.
 */
export function copyOf(
  document: Document,
  { authority, compartment, requestKept, itemShown, byRelease, enclosed }: CopyPlace,
  contactPoint: AuthorityId | undefined,
): CopyDecision {
  if (!isCopied(document) || compartment !== 'ENFORCEMENT') return null;
  const exception = exceptionOf(document, enclosed);
  if (exception !== undefined) return { exception };
  if (requestKept && answersRequest(document)) return null;
  const to = document.kind === 'correction' ? itemShown : (contactPoint ?? null);
  return to === null || to === authority ? null : { to, byRelease };
}

const exceptionOf = (
  document: Document,
  enclosed: CopyException | undefined,
): CopyException | undefined => copyExceptionIn(document)?.exception ?? enclosed;

const answersRequest = ({ kind }: Document): boolean =>
  kind === 'response' || kind === 'clarification';
