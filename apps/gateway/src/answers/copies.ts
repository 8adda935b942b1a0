import type { BroadcastMember, Calls } from '#capabilities/calls';
import { Part, Parts, type Edge } from './members.js';
import { DispatchPart, ThreadPart } from './threads.js';

/** Answers about what is asked of several States. */

export class BroadcastMemberPart extends ThreadPart implements Edge<BroadcastMember> {
  @Part(() => DispatchPart, { description: 'The request, with its own receipts.' })
  readonly request: DispatchPart;
}

export class BroadcastAnswer implements Edge<Calls['requests.broadcast']['out']> {
  @Parts(() => BroadcastMemberPart)
  readonly members: readonly BroadcastMemberPart[];
}
