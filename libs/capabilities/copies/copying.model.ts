import type { Document, AuthorityId, DocumentKind, Compartment, CopyException } from '#kernel';

/**
 * Kinds of document copied to national contact points: Directive (EU) 2023/977 art. 4(2), 7 and 8(2). Clarifications and
 * corrections keep the copies up to date.
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

type Excepting = Exclude<CopiedKind, 'clarification' | 'correction'>;
const excepting: readonly DocumentKind[] = [
  'request',
  'spontaneous-information',
  'response',
  'forward',
] as const satisfies readonly Excepting[];

export const copyExceptionIn = (document: Document): Document<Excepting>['body']['copyException'] =>
  isExcepting(document) ? document.body.copyException : undefined;

const isExcepting = (document: Document): document is Document<Excepting> =>
  excepting.includes(document.kind);

export interface CopyPlace {
  readonly authority: AuthorityId;
  readonly compartment: Compartment;
  readonly requestKept: boolean;
  readonly itemShown: AuthorityId | null;
  /**
   * True if the contact point sees only metadata, because the thread's forward encloses a released document. A release
   * permits only one authority to read the content.
   */
  readonly byRelease: boolean;
  readonly enclosed: CopyException | undefined;
}

export interface ShownCopy {
  readonly to: AuthorityId;
  readonly byRelease: boolean;
}

export type CopyDecision = { readonly exception: CopyException } | ShownCopy | null;

/** Returns who gets a copy, or which exception prevents it; null for no copy. */
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
