import { askedToo, call, desksToo, Flag, keepingRefusals, Parsed, Part } from '#contract';
import { parseDocumentId, parseThreadId, type DocumentId, type ThreadId } from '#kernel';
import { duplicateLimits } from '#capabilities/deconfliction/sought.model';
import { FormalRouteWarning, mostWarnings } from '#capabilities/policy/policy.contract';
import { SignedDocument } from './signed-document.contract.js';

export class Submitted {
  @Parsed(parseThreadId)
  readonly thread: ThreadId;
  @Parsed(parseDocumentId)
  readonly dispatch: DocumentId;
  @Part(() => FormalRouteWarning, {
    list: mostWarnings,
    description:
      'What of it needs the formal route by the law of this State. It is on its way all the same.',
  })
  readonly warnings: readonly FormalRouteWarning[];
}

export class SignedRequest extends SignedDocument {
  @Parsed(parseThreadId, {
    maybe: true,
    list: duplicateLimits.shown,
    description:
      'Threads about the same that the officer was shown before signing. A request that leaves one out is refused with `DUPLICATE_NOT_SEEN`, a risk to life never.',
  })
  readonly duplicatesSeen?: readonly ThreadId[];
  @Flag({
    maybe: true,
    description: 'The officer was told that a duty desk may already work on this.',
  })
  readonly otherDeskSeen?: boolean;
}

export class SignedAnswer extends SignedDocument {
  @Parsed(parseThreadId, {
    maybe: true,
    description:
      'Thread of the address. The signed document names its own: the address cannot redirect it.',
  })
  readonly thread?: ThreadId;
  @Parsed(parseDocumentId, {
    maybe: true,
    description:
      'The last document of the thread that the officer had read; without it, the one that is answered. An answer over a colleague’s that came later is refused.',
  })
  readonly seen?: DocumentId;
}

export const submitRequest = keepingRefusals(
  call('submit', SignedRequest, Submitted, { requests: desksToo }),
);
export const submitAnswer = keepingRefusals(
  call('answer', SignedAnswer, Submitted, { inbox: askedToo }),
);

export const submissionCalls = [submitRequest, submitAnswer];
