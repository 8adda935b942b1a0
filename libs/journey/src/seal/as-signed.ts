import { compartmentOf, isOpening, threadTypeOf, type Document } from '#kernel';
import type { DispatchRecord, ThreadRecord } from '#threads';

/** True when the stored rows agree with the signed document. Rules read the rows, which a captured service may have altered. */
export function isAsSigned(
  document: Document,
  dispatch: Pick<DispatchRecord, 'id' | 'kind' | 'thread' | 'direction'>,
  thread: Pick<ThreadRecord, 'id' | 'requestType' | 'compartment'>,
): boolean {
  const isItsRow = document.id === dispatch.id && document.kind === dispatch.kind;
  const isInIt = document.thread === thread.id && dispatch.thread === thread.id;
  if (!isItsRow || !isInIt || dispatch.direction !== 'OUT') return false;
  if (!isOpening(document)) return true;
  // Immutable in a thread, so checking the opening document covers all later ones.
  const type = threadTypeOf(document);
  return type === thread.requestType && compartmentOf(type) === thread.compartment;
}
