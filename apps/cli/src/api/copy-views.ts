import { broadcastLimits } from '#capabilities/broadcasts/broadcast-limits.model';
import { list, object } from './shape.js';
import { dispatchRow, threadMembers } from './views.js';

/** What the gateway says of what was asked of several States. */

const member = object({ ...threadMembers, request: dispatchRow });
export type BroadcastMember = ReturnType<typeof member>;
export const broadcast = object({ members: list(member, broadcastLimits.members) });
