import type { DocumentId, ThreadId } from '#kernel';
import type { FormalRouteWarning } from '#capabilities/policy/policy.model';

/** A document that was taken for sending, and what of it needs the formal route by this State's law: whoever submits it is told. */
export interface Submitted {
  readonly thread: ThreadId;
  readonly dispatch: DocumentId;
  readonly warnings: readonly FormalRouteWarning[];
}
