import type { OpenHalt, OperationView } from '#model';
import { One, Parts, Several, Time, Uuid, type Edge, type EdgeOf } from './members.js';

/** Answers about operations in which both States act. */

export class HaltPart implements Edge<OpenHalt> {
  @Uuid()
  readonly halt: EdgeOf<OpenHalt, 'halt'>;
  @One(['OUT', 'IN'], { description: 'OUT: said by this State.' })
  readonly direction: EdgeOf<OpenHalt, 'direction'>;
  @Several(['OUT', 'IN'], {
    description: 'Who has not said yet that it may go on: OUT is this State, IN the neighbour.',
  })
  readonly awaits: EdgeOf<OpenHalt, 'awaits'>;
}

export class OperationPart implements Edge<OperationView> {
  @Parts(() => HaltPart, { description: 'Stop-words that hold: no step is taken.' })
  readonly halts: readonly HaltPart[];
  @Time({
    nullable: true,
    description: 'The newest assessment of the risk to people holds until then; null without one.',
  })
  readonly assessedUntil: EdgeOf<OperationView, 'assessedUntil'>;
}
