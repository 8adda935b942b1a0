import { Flag, Parsed, Part, Text, Whole } from '#contract';
import {
  parseAuthorityId,
  parseOfficerId,
  parseThreadId,
  parseTimestamp,
  type AuthorityId,
  type OfficerId,
  type ThreadId,
  type Timestamp,
} from '#kernel';
import { AlertView, ClockView } from '#capabilities/deadlines/deadlines.contract';
import { duplicateLimits } from '#capabilities/deconfliction/sought.model';
import { OpenRecalls } from '#capabilities/disclosure/recalls/recalls.contract';
import { mostRecallsOfSide } from '#capabilities/disclosure/recalls/recalling.model';
import { OpenEvidence } from '#capabilities/evidence/evidence.contract';
import { OperationView } from '#capabilities/halts/operations.contract';
import { StopView } from '#capabilities/suspensions/suspensions.contract';
import { ThreadHead } from './thread-head.contract.js';

export const mostMarks = 2 * mostRecallsOfSide;
const mostAlerts = 10 + mostMarks;
const mostFormer = 64;

export class ThreadRow extends ThreadHead {
  @Whole({ min: 0, description: '0: a risk to life; 1: urgent; 2: the rest.' })
  readonly priority: number;
  @Part(() => ClockView)
  readonly clock: ClockView;
  @Whole({
    min: 0,
    description:
      'Own documents in it that the neighbour has not signed for; a request that never came there as long as it is open.',
  })
  readonly undelivered: number;
  @Part(() => AlertView, { list: mostAlerts, description: 'What time has led to, oldest first.' })
  readonly alerts: readonly AlertView[];
  @Part(() => OpenRecalls)
  readonly recalls: OpenRecalls;
  @Part(() => OpenEvidence, { description: 'What is owed since the thread is about evidence.' })
  readonly evidence: OpenEvidence;
  @Part(() => OperationView, {
    nullable: true,
    description: 'Of an operation in which both States act; null for everything else.',
  })
  readonly operation: OperationView | null;
  @Part(() => StopView, {
    nullable: true,
    description:
      'Nothing of the thread leaves any more; null as a rule. The neighbour does not know.',
  })
  readonly stop: StopView | null;
  @Parsed(parseThreadId, {
    list: duplicateLimits.shown,
    description:
      'Threads that one may read about the same person or thing within 90 days, newest first.',
  })
  readonly duplicates: readonly ThreadId[];
  @Flag({ description: 'A duty desk may already work on this, where one may not read it.' })
  readonly otherDesk: boolean;
  @Parsed(parseTimestamp, {
    nullable: true,
    description: 'Another desk last asked about what this is about.',
  })
  readonly askedAbout: Timestamp | null;
  @Parsed(parseOfficerId, {
    nullable: true,
    description: 'The officer who has claimed it here; of what this State asks, who asked.',
  })
  readonly holder: OfficerId | null;
  @Flag({
    description:
      'The officer who asks may read it. Else the row says no more than that it is there, how far and how late it is, and who has it.',
  })
  readonly onRoster: boolean;
  @Parsed(parseAuthorityId, {
    list: mostFormer,
    description: 'Authorities of the asked State that had it before.',
  })
  readonly formerAuthorities: readonly AuthorityId[];
  @Text({
    description: 'Empty once the content was erased, or recalled and complied with.',
    example: 'Keeper of a van',
  })
  readonly subjectLine: string;
  @Flag({
    description: 'The content was lawfully destroyed; what is left proves that it was there.',
  })
  readonly erased: boolean;
  @Parsed(parseTimestamp)
  readonly openedAt: Timestamp;
  @Parsed(parseTimestamp)
  readonly updatedAt: Timestamp;
}
