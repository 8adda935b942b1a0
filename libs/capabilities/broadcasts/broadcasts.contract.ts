import { asking, call, Parsed, Part, purposeful, Read } from '#contract';
import { parseBroadcastId, type BroadcastId } from '#kernel';
import { DispatchRow } from '#capabilities/requests/dispatches.contract';
import { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { broadcastLimits } from './broadcast-limits.model.js';

export class BroadcastAsked extends Read {
  @Parsed(parseBroadcastId, { description: 'Id of the broadcast, as its requests have it.' })
  readonly broadcast: BroadcastId;
}

export class BroadcastMember extends ThreadRow {
  @Part(() => DispatchRow, { description: 'The request, with its own receipts.' })
  readonly request: DispatchRow;
}

export class BroadcastView {
  @Part(() => BroadcastMember, {
    list: broadcastLimits.members,
    description: 'In the order in which they were sent.',
  })
  readonly members: readonly BroadcastMember[];
}

export const showBroadcast = call('broadcast', BroadcastAsked, BroadcastView, {
  requests: purposeful(asking),
});

export const broadcastCalls = [showBroadcast];
