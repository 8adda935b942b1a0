import type { PurposefulRead } from './asking.js';
import type { DispatchRow, ThreadRow } from './calls.js';
import type { BroadcastId } from './ids.js';

/** Of one request to several States. */
export const broadcastLimits = { members: 8 } as const;

/** One State's part: a thread of its own, with its own clock, and the request with its own receipts. */
export interface BroadcastMember extends ThreadRow {
  readonly request: DispatchRow;
}

export interface BroadcastCalls {
  /** What was asked of several States at once, side by side, in the order in which it was sent. */
  'requests.broadcast': {
    in: PurposefulRead & { readonly broadcast: BroadcastId };
    out: { readonly members: readonly BroadcastMember[] };
  };
}
