import { compartmentOf, isOpening, threadTypeOf, type Document } from '#kernel';
import type { DispatchRecord, ThreadRecord } from '#threads';

/**
 * Whether the rows of a queued document say what its officer signed. Rules and facts are chosen by these rows, and a captured
 * service may have written another kind, thread or type of request.
 */
export function isAsSigned(
  document: Document,
  dispatch: Pick<DispatchRecord, 'id' | 'kind' | 'thread' | 'direction'>,
  thread: Pick<ThreadRecord, 'id' | 'requestType' | 'compartment'>,
): boolean {
  const isItsRow = document.id === dispatch.id && document.kind === dispatch.kind;
  const isInIt = document.thread === thread.id && dispatch.thread === thread.id;
  if (!isItsRow || !isInIt || dispatch.direction !== 'OUT') return false;
  if (!isOpening(document)) return true;
  // Nobody may change these of a thread, so that what opens it speaks for all that follows.
  const type = threadTypeOf(document);
  return type === thread.requestType && compartmentOf(type) === thread.compartment;
}
