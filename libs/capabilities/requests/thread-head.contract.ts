import { One, Parsed } from '#contract';
import {
  parseAuthorityId,
  parseStateCode,
  parseThreadId,
  sides,
  threadStates,
  threadTypes,
  type AuthorityId,
  type Side,
  type StateCode,
  type ThreadId,
  type ThreadState,
  type ThreadType,
} from '#kernel';

export class ThreadPlace {
  @Parsed(parseThreadId)
  readonly thread: ThreadId;
  @One(sides, { description: 'Whether this State asks in the thread or is asked.' })
  readonly side: Side;
  @Parsed(parseStateCode, { description: 'The neighbour.' })
  readonly peer: StateCode;
  @Parsed(parseAuthorityId, { description: 'Authority of the neighbour that has the thread.' })
  readonly peerAuthority: AuthorityId;
}

export class ThreadHead extends ThreadPlace {
  @One(threadTypes, { description: 'Type of request, or what else opened the thread.' })
  readonly requestType: ThreadType;
  @One(threadStates, {
    description:
      'As both States compute it from the documents. Nothing more is expected of the asked side in `ANSWERED`, `REFUSED`, `WITHDRAWN` and `CLOSED`.',
  })
  readonly state: ThreadState;
}
