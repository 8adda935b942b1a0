import type { CodedError, DocumentId, ThreadId } from '#model';
import { FlowError } from './errors.js';

/** What waits to be sealed, and what it is refused for, if anything. */
interface Checked {
  readonly row: { readonly dispatch: DocumentId; readonly thread: ThreadId };
  readonly refused?: CodedError;
}

/**
 * Of a thread whose opening document is kept back in this very batch nothing else leaves, a stop-word neither: whoever got it would
 * not know what it is about, and would learn that something was to be sent. Pure.
 */
export function keptTogether<T extends Checked>(
  items: readonly T[],
): readonly (T | (Pick<T, 'row'> & { readonly refused: CodedError }))[] {
  const lost = new Set<string>(
    items.flatMap(({ row, refused }) => (refused === undefined ? [] : [row.dispatch])),
  );
  return items.map((item) =>
    item.refused !== undefined || !lost.has(item.row.thread)
      ? item
      : { row: item.row, refused: new FlowError('OPENING_NOT_SENT') },
  );
}
