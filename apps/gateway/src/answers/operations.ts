import type { HaltElsewhere } from '#capabilities/halts/stop-words.schema';
import type { OpenHalt } from '#capabilities/halts/operations.model';
import type { OperationView } from '#capabilities/halts/operations.contract';
import {
  One,
  Parts,
  Several,
  Sha256Hex,
  Sha256Hexes,
  Time,
  Truth,
  Uuid,
  type Edge,
  type EdgeOf,
} from './members.js';

/** Answers about operations in which several States act. */

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

export class HaltElsewherePart implements Edge<HaltElsewhere> {
  @Sha256Hex({ description: 'SHA-256 of the signed stop-word.' })
  readonly halt: EdgeOf<HaltElsewhere, 'halt'>;
  @Truth({
    nullable: true,
    description: 'The neighbour has confirmed that it knows; null where this State was told.',
  })
  readonly heard: EdgeOf<HaltElsewhere, 'heard'>;
}

export class OperationPart implements Edge<OperationView> {
  @Parts(() => HaltPart, { description: 'Stop-words that hold: no step is taken.' })
  readonly halts: readonly HaltPart[];
  @Parts(() => HaltElsewherePart, {
    description: 'Stop-words of other threads of the operation, which hold here as well.',
  })
  readonly elsewhere: readonly HaltElsewherePart[];
  @Sha256Hexes({
    description:
      'SHA-256 of those that are lifted, and the neighbour has not confirmed that it knows.',
  })
  readonly lifting: EdgeOf<OperationView, 'lifting'>;
  @Time({
    nullable: true,
    description: 'The newest assessment of the risk to people holds until then; null without one.',
  })
  readonly assessedUntil: EdgeOf<OperationView, 'assessedUntil'>;
}
