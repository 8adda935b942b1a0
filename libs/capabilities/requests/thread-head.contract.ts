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

/** Whose thread it is. */
export class ThreadPlace {
  @Parsed(parseThreadId)
  readonly thread: ThreadId;
  @One(sides)
  readonly side: Side;
  @Parsed(parseStateCode)
  readonly peer: StateCode;
  @Parsed(parseAuthorityId)
  readonly peerAuthority: AuthorityId;
}

/** Thread without a word of what it says. */
export class ThreadHead extends ThreadPlace {
  @One(threadTypes)
  readonly requestType: ThreadType;
  @One(threadStates)
  readonly state: ThreadState;
}
