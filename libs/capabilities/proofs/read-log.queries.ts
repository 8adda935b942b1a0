import { Injectable } from '@nestjs/common';
import type { Session } from '#access';
import { type Bracket, bracketOf, Journal, type OutsideTime } from '#journal';
import { timestamp } from '#kernel';
import { AuditorQuestions } from '#capabilities/audit/auditor-questions.service';
import {
  proveEvent,
  readCheckpoint,
  type BracketView,
  type EventAsked,
  type EventProof,
  type CheckpointView,
  type OutsideTimeView,
} from './proofs.contract.js';

@Injectable()
export class ReadLog {
  constructor(
    private readonly questions: AuditorQuestions,
    private readonly journal: Journal,
  ) {}

  /**
   * Returns the event's leaf, its inclusion proof and its bracket: times before and after, stated by time-stamp authorities
   * or witnesses. @throws JournalError EVENT_UNKNOWN, EVENT_NOT_RELEASED
   */
  proof(asker: Session, asked: EventAsked): Promise<EventProof> {
    const { event } = asked;
    return this.questions.answer(asker, proveEvent, asked, async (tx) => ({
      ...(await this.journal.proofFor(tx, event)),
      bracket: bracketView(await bracketOf(tx, event)),
    }));
  }

  checkpoint(asker: Session): Promise<CheckpointView> {
    return this.questions.answer(asker, readCheckpoint, {}, async (tx) => {
      const { note, size } = await this.journal.releasedCheckpoint(tx);
      return { note: note.toString(), size };
    });
  }
}

const outside = (time: OutsideTime | null): OutsideTimeView | null =>
  time === null ? null : { at: timestamp(time.at), by: time.by, size: time.size };

const bracketView = ({ after, before, seen, state }: Bracket): BracketView => ({
  after: outside(after),
  before: outside(before),
  seen: outside(seen),
  state,
});
