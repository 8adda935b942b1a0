import { asked, call, Flag, OfThread, One, Parsed, Whole } from '#contract';
import {
  parseOfficerId,
  parseThreadId,
  parseTimestamp,
  threadStates,
  type OfficerId,
  type ThreadId,
  type ThreadState,
  type Timestamp,
} from '#kernel';

export class Assignment {
  @Parsed(parseThreadId)
  readonly thread: ThreadId;
  @One(threadStates)
  readonly state: ThreadState;
  @Parsed(parseOfficerId, {
    nullable: true,
    description: 'Who has it. What it says is read with a purpose.',
  })
  readonly holder: OfficerId | null;
  @Parsed(parseTimestamp, {
    nullable: true,
    description:
      'Of a risk to life: until when the neighbour must be told that somebody has it in hand. Claiming it tells nobody.',
  })
  readonly acknowledgeBy: Timestamp | null;
  @Parsed(parseTimestamp, {
    nullable: true,
    description: 'When the answer is due; null while no clock runs.',
  })
  readonly dueAt: Timestamp | null;
}

const colleague = { description: 'A duty officer of the same authority.' };

export class AssignRequest extends OfThread {
  @Parsed(parseOfficerId, colleague)
  readonly officer: OfficerId;
}

export class HandOver {
  @Parsed(parseOfficerId, colleague)
  readonly officer: OfficerId;
}

export class HandedOver {
  @Whole({ min: 0, description: 'How many requests the colleague has now.' })
  readonly threads: number;
  @Flag({ description: 'Some is left: hand over once more.' })
  readonly more: boolean;
}

const atDesk = { inbox: asked };

export const claimRequest = call('claim', OfThread, Assignment, atDesk);
export const assignRequest = call('assign', AssignRequest, Assignment, atDesk);
export const releaseRequest = call('release', OfThread, Assignment, atDesk);
export const handOver = call('handover', HandOver, HandedOver, atDesk);

export const assignmentCalls = [claimRequest, assignRequest, releaseRequest, handOver];
