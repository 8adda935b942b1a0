import {
  asked,
  call,
  desks,
  OfThread,
  One,
  Parsed,
  Part,
  purposeful,
  ReadOfThread,
  Text,
} from '#contract';
import {
  parseDocumentId,
  parseOfficerId,
  parseTimestamp,
  type DocumentId,
  type OfficerId,
  type Timestamp,
} from '#kernel';
import { SignedDocument } from '#capabilities/requests/submissions/signed-document.contract';
import { mostStops, stopGrounds, stopLength, type StopGround } from './grounds.lists.js';

export class StopView {
  @Text({
    max: 36,
    description: 'Id of the stop.',
    example: '0190a0b0-0000-7000-8000-000000000004',
  })
  readonly stop: string;
  @Parsed(parseOfficerId)
  readonly raisedBy: OfficerId;
  @Parsed(parseTimestamp)
  readonly raisedAt: Timestamp;
  @Parsed(parseDocumentId, {
    nullable: true,
    description: 'The withdrawal that left with it; null where there was nothing to withdraw.',
  })
  readonly withdrawal: DocumentId | null;
  @Parsed(parseOfficerId, {
    nullable: true,
    description: 'Wants it lifted; another officer must do it.',
  })
  readonly liftProposedBy: OfficerId | null;
  @Parsed(parseTimestamp, { nullable: true })
  readonly liftProposedAt: Timestamp | null;
}

export class StopRecord extends StopView {
  @One(stopGrounds)
  readonly ground: StopGround;
  @Text({ max: stopLength, example: 'The person has asked for asylum today.' })
  readonly text: string;
  @Text({
    max: stopLength,
    nullable: true,
    description: 'Why it may be lifted.',
    example: 'The claim was withdrawn.',
  })
  readonly liftText: string | null;
  @Parsed(parseOfficerId, { nullable: true })
  readonly liftedBy: OfficerId | null;
  @Parsed(parseTimestamp, { nullable: true })
  readonly liftedAt: Timestamp | null;
}

export class Stops {
  @Part(() => StopRecord, {
    list: mostStops,
    description: 'Oldest first; those that were lifted too.',
  })
  readonly stops: readonly StopRecord[];
}

export class RaiseStop extends OfThread {
  @One(stopGrounds, {
    description: 'Why nothing more may be told. For this State alone; never sent.',
  })
  readonly ground: StopGround;

  @Text({
    max: stopLength,
    description: 'More about it, for the officers of one’s own authority alone; may be empty.',
    example: 'The person has asked for asylum today.',
  })
  readonly text: string;

  @Part(() => SignedDocument, {
    nullable: true,
    standard: true,
    description:
      'A signed plain withdrawal of the thread, exactly when the neighbour still works on the request; of what this State is asked there is none.',
  })
  readonly withdrawal: SignedDocument | null = null;
}

export class ProposeLift extends OfThread {
  @Text({
    min: 1,
    max: stopLength,
    description: 'Why it may be lifted; another officer confirms that.',
    example: 'The person has asked for asylum today.',
  })
  readonly text: string;
}

export class LiftedStop {
  @Text({ max: 36, example: '0190a0b0-0000-7000-8000-000000000004' })
  readonly stop: string;
}

const atDesk = { requests: desks, inbox: asked };

export const raiseStop = call('stop', RaiseStop, StopView, atDesk);
export const proposeLift = call('stop-lift', ProposeLift, StopView, atDesk);
export const confirmLift = call('stop-lifted', OfThread, LiftedStop, atDesk);
export const listStops = call('stops', ReadOfThread, Stops, {
  requests: purposeful(desks),
  inbox: purposeful(asked),
});

export const suspensionCalls = [raiseStop, proposeLift, confirmLift, listStops];
