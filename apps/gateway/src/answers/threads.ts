import { describeShape } from '#api';
import { StopView } from '#capabilities/suspensions/suspensions.contract';
import { alerts, type AlertView } from '#capabilities/deadlines/escalation.model';
import {
  documentKinds,
  receiptStages,
  stages,
  threadStates,
  threadTypes,
  type Clock,
  type Receipt,
  type StageView,
} from '#kernel';
import type { Calls, DispatchRow, DispatchView, ThreadRow } from '#capabilities/calls';
import { OpenRecalls, RecallMark } from '#capabilities/disclosure/recalls.contract';
import { OpenEvidence } from '#capabilities/evidence/evidence.contract';
import type { Waiting } from '#capabilities/assignment/threads-asked.model';
import {
  Base64,
  Count,
  Id128,
  Integer,
  Name,
  Names,
  One,
  Part,
  Parts,
  Sha256Hex,
  State,
  Text,
  Texts,
  Time,
  Truth,
  Uuid,
  Uuids,
  type Edge,
  type EdgeOf,
} from './members.js';
import { AttachmentPart, ProgressPart } from './files.js';
import { PointAnswer, PostedSignerPart, PostingPart } from './people.js';
import { OperationPart } from './operations.js';
import { WarningPart } from './policy.js';
import { HandlingPart } from './recalls.js';

/** Answers about requests, their documents and what became of them. */

export class ClockPart implements Edge<Clock> {
  @One(['NONE', 'NOT_STARTED', 'RUNNING', 'PAUSED', 'STOPPED'])
  readonly state: EdgeOf<Clock, 'state'>;
  @Count({ nullable: true, description: 'Seconds allowed; null without a clock.' })
  readonly limitSeconds: number | null;
  @Time({ nullable: true, description: 'The receiving State signed that the request arrived.' })
  readonly startedAt: EdgeOf<Clock, 'startedAt'>;
  @Time({ nullable: true, description: 'Late from here on; null while it does not run.' })
  readonly dueAt: EdgeOf<Clock, 'dueAt'>;
  @Time({ nullable: true, description: 'A question waits for its answer since.' })
  readonly pausedSince: EdgeOf<Clock, 'pausedSince'>;
  @Integer({ nullable: true, description: 'Seconds left while it stands still.' })
  readonly remainingSeconds: number | null;
  @Time({
    nullable: true,
    description:
      'Announced for judicial authorisation while the request was in time; later it moves nothing.',
  })
  readonly extendedUntil: EdgeOf<Clock, 'extendedUntil'>;
  @Time({ nullable: true, description: 'Answered, refused or withdrawn.' })
  readonly stoppedAt: EdgeOf<Clock, 'stoppedAt'>;
  @Time({ nullable: true, description: 'Risk to life: in hand by then.' })
  readonly acknowledgeBy: EdgeOf<Clock, 'acknowledgeBy'>;
}

export class AlertPart implements Edge<AlertView> {
  @One(alerts)
  readonly alert: EdgeOf<AlertView, 'alert'>;
  @Count({
    nullable: true,
    description:
      'Nobody had a risk to life in hand, or has answered a recall, for so many minutes.',
  })
  readonly minutes: number | null;
  @Time({ description: 'Recorded.' })
  readonly at: EdgeOf<AlertView, 'at'>;
  @Names({
    nullable: true,
    description:
      'Whom an escalation is addressed to, the first first: who was on duty at the desk that had it, by its roster of that moment, else all of that role. Null in lists, which name nobody, and of every other alert.',
  })
  readonly dutyOfficers: EdgeOf<AlertView, 'dutyOfficers'>;
  @Names({
    nullable: true,
    description:
      'Of `GLASS_BROKEN_BEYOND`, null otherwise: the State where the glass was broken, then those through which it was told, the neighbour last, whose word it is.',
  })
  readonly way: EdgeOf<AlertView, 'way'>;
}

export class ThreadPart implements Edge<ThreadRow> {
  @Uuid()
  readonly thread: EdgeOf<ThreadRow, 'thread'>;
  @One(['ASKING', 'ASKED'])
  readonly side: EdgeOf<ThreadRow, 'side'>;
  @One(threadTypes)
  readonly requestType: EdgeOf<ThreadRow, 'requestType'>;
  @State()
  readonly peer: EdgeOf<ThreadRow, 'peer'>;
  @Name()
  readonly peerAuthority: EdgeOf<ThreadRow, 'peerAuthority'>;
  @One(threadStates)
  readonly state: EdgeOf<ThreadRow, 'state'>;
  @Count()
  readonly priority: number;
  @Part(() => ClockPart)
  readonly clock: ClockPart;
  @Count({
    description:
      'Own documents in it that the neighbour has not signed for; a request that never came there as long as it is open.',
  })
  readonly undelivered: number;
  @Parts(() => AlertPart, { description: 'What time has led to, oldest first.' })
  readonly alerts: readonly AlertPart[];
  @Part(() => describeShape(OpenRecalls))
  readonly recalls: OpenRecalls;
  @Part(() => describeShape(OpenEvidence))
  readonly evidence: OpenEvidence;
  @Part(() => OperationPart, {
    nullable: true,
    description: 'Of an operation in which both States act; null for everything else.',
  })
  readonly operation: OperationPart | null;
  @Part(() => describeShape(StopView), {
    nullable: true,
    description: 'Nothing of the thread leaves any more; null as a rule.',
  })
  readonly stop: Edge<StopView> | null;
  @Uuids({
    description:
      'Threads that one may read about the same person or thing within 90 days, newest first, at most 20.',
  })
  readonly duplicates: EdgeOf<ThreadRow, 'duplicates'>;
  @Truth({ description: 'A duty desk may already work on this, where one may not read it.' })
  readonly otherDesk: boolean;
  @Time({ nullable: true, description: 'Another desk last asked about what this is about.' })
  readonly askedAbout: EdgeOf<ThreadRow, 'askedAbout'>;
  @Name({
    nullable: true,
    description: 'The officer who has claimed it here; of what this State asks, who asked.',
  })
  readonly holder: EdgeOf<ThreadRow, 'holder'>;
  @Truth({
    description:
      'The officer who asks may read it. Else the row says no more than that it is there, how far and how late it is, and who has it.',
  })
  readonly onRoster: boolean;
  @Names({ description: 'Authorities of the asked State that had it before.' })
  readonly formerAuthorities: EdgeOf<ThreadRow, 'formerAuthorities'>;
  @Text({ description: 'Empty once the content was erased, or recalled and complied with.' })
  readonly subjectLine: string;
  @Truth({
    description: 'The content was lawfully destroyed; what is left proves that it was there.',
  })
  readonly erased: boolean;
  @Time()
  readonly openedAt: EdgeOf<ThreadRow, 'openedAt'>;
  @Time()
  readonly updatedAt: EdgeOf<ThreadRow, 'updatedAt'>;
}

/** Of the whole desk, whatever the page shows; counted up to 1,000 each. */
export class WaitingPart implements Edge<Waiting> {
  @Count({
    description:
      'Own documents that wait for the neighbour’s receipt, and open risks to life that never came there.',
  })
  readonly undelivered: number;
  @Count({ description: 'Open, and in nobody’s hands; 0 at the desk that asks.' })
  readonly unassigned: number;
}

export class ThreadsAnswer implements Edge<Calls['requests.list']['out']> {
  @Parts(() => ThreadPart)
  readonly threads: readonly ThreadPart[];
  @Part(() => WaitingPart)
  readonly waiting: WaitingPart;
}

export class FoundThreadsAnswer implements Edge<Calls['requests.search']['out']> {
  @Parts(() => ThreadPart)
  readonly threads: readonly ThreadPart[];
  @Truth()
  readonly more: boolean;
}

export class ReceiptPart implements Edge<Receipt> {
  @Count()
  readonly rseq: number;
  @Id128()
  readonly messageId: EdgeOf<Receipt, 'messageId'>;
  @One(receiptStages)
  readonly stage: EdgeOf<Receipt, 'stage'>;
  @Text({ nullable: true })
  readonly code: string | null;
  @Sha256Hex()
  readonly ciphertextSha256: EdgeOf<Receipt, 'ciphertextSha256'>;
  @Time()
  readonly at: EdgeOf<Receipt, 'at'>;
  @Base64()
  readonly leaf: string;
  @Count()
  readonly index: number;
  @Texts('byte')
  readonly proof: readonly string[];
}

export class StagePart implements Edge<StageView> {
  @One(['QUEUED', ...stages])
  readonly stage: EdgeOf<StageView, 'stage'>;
  @Time()
  readonly at: EdgeOf<StageView, 'at'>;
  @Text({ nullable: true })
  readonly code: string | null;
  @Part(() => ReceiptPart, { nullable: true, description: 'Null for facts of this State.' })
  readonly receipt: ReceiptPart | null;
}

class DispatchHead implements Omit<Edge<DispatchRow>, 'attachments'> {
  @Uuid()
  readonly dispatch: EdgeOf<DispatchRow, 'dispatch'>;
  @One(['OUT', 'IN'])
  readonly direction: EdgeOf<DispatchRow, 'direction'>;
  @One(documentKinds)
  readonly kind: EdgeOf<DispatchRow, 'kind'>;
  @Uuid({ nullable: true })
  readonly inReplyTo: EdgeOf<DispatchRow, 'inReplyTo'>;
  @Name()
  readonly officer: EdgeOf<DispatchRow, 'officer'>;
  @Time()
  readonly committedAt: EdgeOf<DispatchRow, 'committedAt'>;
  @Id128({ nullable: true })
  readonly messageId: EdgeOf<DispatchRow, 'messageId'>;
  @Sha256Hex()
  readonly documentSha256: EdgeOf<DispatchRow, 'documentSha256'>;
  @Count()
  readonly size: number;
  @Parts(() => StagePart)
  readonly stages: readonly StagePart[];
  @Parts(() => describeShape(RecallMark), {
    description: 'Recalled, narrowed or corrected, oldest first.',
  })
  readonly recalls: readonly Edge<RecallMark>[];
  @Truth({ description: 'Recalled and complied with: what it says is not given out any more.' })
  readonly withheld: boolean;
  @Truth({ description: 'It speaks for an accused person: a mark for good.' })
  readonly exculpatory: boolean;
  @Part(() => PostingPart, {
    nullable: true,
    description: 'Where its officer was posted then, and for whom one stood in.',
  })
  readonly posting: PostingPart | null;
  @Part(() => PointAnswer, {
    nullable: true,
    description: 'Its State’s directory of the day, as its envelope names it.',
  })
  readonly directory: PointAnswer | null;
}

export class DispatchPart extends DispatchHead implements Edge<DispatchRow> {
  @Parts(() => ProgressPart)
  readonly attachments: readonly ProgressPart[];
}

export class DocumentAnswer extends DispatchHead implements Edge<DispatchView> {
  @Base64()
  readonly document: string;
  @Base64()
  readonly signature: string;
  @Base64()
  readonly certificate: string;
  @Base64({ nullable: true, description: 'What its State signed about it when it crossed.' })
  readonly envelope: string | null;
  @Base64({ nullable: true })
  readonly envelopeSignature: string | null;
  @Parts(() => PostedSignerPart, {
    description: 'Who signed what it encloses from a post, and for whom one stood in.',
  })
  readonly posted: readonly PostedSignerPart[];
  @Parts(() => AttachmentPart)
  readonly attachments: readonly AttachmentPart[];
  @Part(() => HandlingPart, {
    nullable: true,
    description:
      'What counts instead of the handling in the document; null when it was not narrowed.',
  })
  readonly narrowed: HandlingPart | null;
  @Parts(() => WarningPart, {
    description:
      'Of an ask: what of it needs the formal route by the law of the State that shows it.',
  })
  readonly warnings: readonly WarningPart[];
}

type ShowView = Calls['requests.show']['out'];

export class ThreadAnswer extends ThreadPart implements Edge<ShowView> {
  @Parts(() => DispatchPart)
  readonly dispatches: readonly DispatchPart[];
  @Uuid({ nullable: true, description: 'Where the next page begins.' })
  readonly next: EdgeOf<ShowView, 'next'>;
}

export class DocumentsAnswer implements Edge<Calls['requests.documents']['out']> {
  @Parts(() => DocumentAnswer)
  readonly dispatches: readonly DocumentAnswer[];
  @Parts(() => DispatchPart, { description: 'Of this page, but not given out any more.' })
  readonly withheld: readonly DispatchPart[];
  @Uuid({ nullable: true, description: 'Where the next page begins.' })
  readonly next: EdgeOf<ShowView, 'next'>;
}

type ProofView = Calls['requests.receipt']['out'];

export class ReceiptProofAnswer implements Edge<ProofView> {
  @Base64({ nullable: true })
  readonly envelope: string | null;
  @Base64({ nullable: true })
  readonly envelopeSignature: string | null;
  @Base64()
  readonly statement: string;
  @Base64()
  readonly signature: string;
}

type SubmittedView = Calls['requests.submit']['out'];

export class SubmittedAnswer implements Edge<SubmittedView> {
  @Uuid()
  readonly thread: EdgeOf<SubmittedView, 'thread'>;
  @Uuid()
  readonly dispatch: EdgeOf<SubmittedView, 'dispatch'>;
  @Parts(() => WarningPart, {
    description:
      'What of it needs the formal route by the law of this State. It is on its way all the same.',
  })
  readonly warnings: readonly WarningPart[];
}
