import { threadStates } from '#kernel';
import type { Calls } from '#capabilities/calls';
import type { InHands } from '#capabilities/assignment/assignment.contract';
import { Count, Name, One, Time, Truth, Uuid, type Edge, type EdgeOf } from './members.js';

/** Answers about the work at a desk. */

export class InHandsAnswer implements Edge<InHands> {
  @Uuid()
  readonly thread: EdgeOf<InHands, 'thread'>;
  @One(threadStates)
  readonly state: EdgeOf<InHands, 'state'>;
  @Name({ nullable: true, description: 'Who has it. What it says is read with a purpose.' })
  readonly holder: EdgeOf<InHands, 'holder'>;
  @Time({
    nullable: true,
    description:
      'Of a risk to life: until when the neighbour must be told that somebody has it in hand. Claiming it tells nobody.',
  })
  readonly acknowledgeBy: EdgeOf<InHands, 'acknowledgeBy'>;
  @Time({ nullable: true, description: 'When the answer is due.' })
  readonly dueAt: EdgeOf<InHands, 'dueAt'>;
}

type HandedView = Calls['inbox.handover']['out'];

export class HandedOverAnswer implements Edge<HandedView> {
  @Count({ description: 'How many requests the colleague has now.' })
  readonly threads: number;
  @Truth({ description: 'Some is left: hand over once more.' })
  readonly more: boolean;
}
