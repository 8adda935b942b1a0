import type { DispatchRow, DispatchView } from '#capabilities/requests/dispatches.contract';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { parseDocumentId, parseThreadId } from '#kernel';
import { dispatchStage, dispatchView, threadRow } from './gen/readers.js';
import { both, flag, list, object, orNull } from './shape.js';

export interface Thread extends ThreadRow {
  readonly dispatches: readonly DispatchView[];
  readonly withheld: readonly DispatchRow[];
}

export const handedIn = object({ thread: parseThreadId, dispatch: parseDocumentId });

const mostRows = 10_000;

const shownStage = both(dispatchStage, object({ verified: orNull(flag) }));
const shownDispatch = both(dispatchView, object({ stages: list(shownStage, 64) }));
export type ShownDispatch = ReturnType<typeof shownDispatch>;
export const shownThread = both(threadRow, object({ dispatches: list(shownDispatch, mostRows) }));
export type ShownThread = ReturnType<typeof shownThread>;
