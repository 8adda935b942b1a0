import { describeShape } from '#api';
import { RecallMark } from '#capabilities/disclosure/recalls.contract';
import { copiedKinds } from '#capabilities/copies/copying.model';
import { copyExceptions, threadStates, threadTypes } from '#kernel';
import type { BroadcastMember, Calls } from '#capabilities/calls';
import type { CopiedDocument, CopyView, WithheldCopy } from '#capabilities/copies/copies.contract';
import {
  Base64,
  Id128,
  Name,
  One,
  Part,
  Parts,
  State,
  Text,
  Time,
  Truth,
  Uuid,
  type Edge,
  type EdgeOf,
} from './members.js';
import { PointAnswer, PostedSignerPart, PostingPart } from './people.js';
import { DispatchPart, ThreadPart } from './threads.js';

/** Answers about what the national contact point is shown, and what is asked of several States. */

export class CopyPart implements Edge<CopyView> {
  @Uuid({ description: 'The copied document.' })
  readonly dispatch: EdgeOf<CopyView, 'dispatch'>;
  @One(copiedKinds)
  readonly kind: EdgeOf<CopyView, 'kind'>;
  @Uuid()
  readonly thread: EdgeOf<CopyView, 'thread'>;
  @One(['ASKING', 'ASKED'])
  readonly side: EdgeOf<CopyView, 'side'>;
  @Name({ description: 'Of this State: who asks, or is asked.' })
  readonly authority: EdgeOf<CopyView, 'authority'>;
  @State()
  readonly peer: EdgeOf<CopyView, 'peer'>;
  @Name()
  readonly peerAuthority: EdgeOf<CopyView, 'peerAuthority'>;
  @One(threadTypes)
  readonly requestType: EdgeOf<CopyView, 'requestType'>;
  @One(threadStates)
  readonly state: EdgeOf<CopyView, 'state'>;
  @Text({
    description:
      'Empty once the content was erased, or recalled and complied with; and of what goes by a release, which names one authority.',
  })
  readonly subjectLine: string;
  @Truth()
  readonly erased: boolean;
  @Time({ description: 'Copied here.' })
  readonly at: EdgeOf<CopyView, 'at'>;
  @Parts(() => describeShape(RecallMark), {
    description:
      'Narrowed, corrected or recalled since, the oldest first: what holds now, its authority knows.',
  })
  readonly recalls: readonly Edge<RecallMark>[];
  @Part(() => PostingPart, {
    nullable: true,
    description: 'Where its officer was posted then, and for whom one stood in.',
  })
  readonly posting: PostingPart | null;
}

type CopiesView = Calls['inbox.copies']['out'];

export class CopiesAnswer implements Edge<CopiesView> {
  @Parts(() => CopyPart)
  readonly copies: readonly CopyPart[];
  @Uuid({ nullable: true, description: 'Where the next page begins.' })
  readonly next: EdgeOf<CopiesView, 'next'>;
}

export class CopiedDocumentAnswer extends CopyPart implements Edge<CopiedDocument> {
  @One(['OUT', 'IN'])
  readonly direction: EdgeOf<CopiedDocument, 'direction'>;
  @Name()
  readonly officer: EdgeOf<CopiedDocument, 'officer'>;
  @Base64()
  readonly document: string;
  @Base64()
  readonly signature: string;
  @Base64()
  readonly certificate: string;
  @Id128({ nullable: true })
  readonly messageId: EdgeOf<CopiedDocument, 'messageId'>;
  @Part(() => PointAnswer, {
    nullable: true,
    description: 'Its State’s directory of the day, as its envelope names it.',
  })
  readonly directory: PointAnswer | null;
  @Base64({ nullable: true, description: 'What its State signed about it when it crossed.' })
  readonly envelope: string | null;
  @Base64({ nullable: true })
  readonly envelopeSignature: string | null;
  @Parts(() => PostedSignerPart, {
    description: 'Who signed what it encloses from a post, and for whom one stood in.',
  })
  readonly posted: readonly PostedSignerPart[];
}

export class WithheldCopyPart implements Edge<WithheldCopy> {
  @Uuid({ description: 'The document that was not copied.' })
  readonly dispatch: EdgeOf<WithheldCopy, 'dispatch'>;
  @One(copiedKinds)
  readonly kind: EdgeOf<WithheldCopy, 'kind'>;
  @Uuid()
  readonly thread: EdgeOf<WithheldCopy, 'thread'>;
  @One(['ASKING', 'ASKED'])
  readonly side: EdgeOf<WithheldCopy, 'side'>;
  @State()
  readonly peer: EdgeOf<WithheldCopy, 'peer'>;
  @Name()
  readonly peerAuthority: EdgeOf<WithheldCopy, 'peerAuthority'>;
  @Name({ description: 'Who signed the document.' })
  readonly officer: EdgeOf<WithheldCopy, 'officer'>;
  @One(copyExceptions)
  readonly exception: EdgeOf<WithheldCopy, 'exception'>;
  @Text()
  readonly reason: string;
  @Time()
  readonly at: EdgeOf<WithheldCopy, 'at'>;
}

type WithheldView = Calls['inbox.withheld-copies']['out'];

export class WithheldCopiesAnswer implements Edge<WithheldView> {
  @Parts(() => WithheldCopyPart)
  readonly withheld: readonly WithheldCopyPart[];
  @Uuid({ nullable: true, description: 'Where the next page begins.' })
  readonly next: EdgeOf<WithheldView, 'next'>;
}

export class BroadcastMemberPart extends ThreadPart implements Edge<BroadcastMember> {
  @Part(() => DispatchPart, { description: 'The request, with its own receipts.' })
  readonly request: DispatchPart;
}

export class BroadcastAnswer implements Edge<Calls['requests.broadcast']['out']> {
  @Parts(() => BroadcastMemberPart)
  readonly members: readonly BroadcastMemberPart[];
}
