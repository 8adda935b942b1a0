import {
  stopGrounds,
  type StopRecord,
  type StopView,
} from '#capabilities/suspensions/suspensions.contract';
import type { Calls } from '#capabilities/calls';
import { Name, One, Parts, Text, Time, Uuid, type Edge, type EdgeOf } from './members.js';

/** Answers about what keeps this State from telling more of a person. */

export class StopPart implements Edge<StopView> {
  @Uuid()
  readonly stop: string;
  @Name()
  readonly raisedBy: EdgeOf<StopView, 'raisedBy'>;
  @Time()
  readonly raisedAt: EdgeOf<StopView, 'raisedAt'>;
  @Uuid({
    nullable: true,
    description: 'The withdrawal that left with it; null where there was nothing to withdraw.',
  })
  readonly withdrawal: EdgeOf<StopView, 'withdrawal'>;
  @Name({ nullable: true, description: 'Wants it lifted; another officer must do it.' })
  readonly liftProposedBy: EdgeOf<StopView, 'liftProposedBy'>;
  @Time({ nullable: true })
  readonly liftProposedAt: EdgeOf<StopView, 'liftProposedAt'>;
}

export class StopRecordPart extends StopPart implements Edge<StopRecord> {
  @One(stopGrounds)
  readonly ground: EdgeOf<StopRecord, 'ground'>;
  @Text()
  readonly text: string;
  @Text({ nullable: true, description: 'Why it may be lifted.' })
  readonly liftText: string | null;
  @Name({ nullable: true })
  readonly liftedBy: EdgeOf<StopRecord, 'liftedBy'>;
  @Time({ nullable: true })
  readonly liftedAt: EdgeOf<StopRecord, 'liftedAt'>;
}

export class StopsAnswer implements Edge<Calls['inbox.stops']['out']> {
  @Parts(() => StopRecordPart, { description: 'Oldest first; those that were lifted too.' })
  readonly stops: readonly StopRecordPart[];
}

export class LiftedAnswer implements Edge<Calls['inbox.stop-lifted']['out']> {
  @Uuid()
  readonly stop: string;
}
