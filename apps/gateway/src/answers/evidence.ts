import {
  evidenceOwed,
  type OpenEvidence,
  type OwedView,
} from '#capabilities/evidence/evidence.contract';
import type { Calls } from '#capabilities/calls';
import { Count, One, Parts, State, Time, Truth, Uuid, type Edge, type EdgeOf } from './members.js';

/** Answers about what a thread owes since it is about evidence. */

export class OpenEvidencePart implements Edge<OpenEvidence> {
  @Count({ description: 'Consents and notices that this State owes.' })
  readonly owed: number;
  @Count({ description: 'Those that the neighbour owes.' })
  readonly awaited: number;
}

export class OwedPart implements Edge<OwedView> {
  @Uuid()
  readonly thread: EdgeOf<OwedView, 'thread'>;
  @One(evidenceOwed, {
    description:
      'The answer to a request for consent; that the own central authority knows of the contact; that an item speaks for an accused person.',
  })
  readonly what: EdgeOf<OwedView, 'what'>;
  @Uuid({
    description:
      'The request for consent; the document that made the thread evidential; the item that is marked.',
  })
  readonly about: EdgeOf<OwedView, 'about'>;
  @State({ description: 'Who owes it.' })
  readonly by: EdgeOf<OwedView, 'by'>;
  @Time()
  readonly since: EdgeOf<OwedView, 'since'>;
  @Time({
    nullable: true,
    description:
      'Until when; null of what has no time limit, and while the document that it is about has not arrived.',
  })
  readonly dueAt: EdgeOf<OwedView, 'dueAt'>;
}

type View = Calls['requests.owed']['out'];

export class OwedAnswer implements Edge<View> {
  @Parts(() => OwedPart, {
    description: 'Newest first; all that is about one document stands on one page.',
  })
  readonly owed: readonly OwedPart[];
  @Uuid({ nullable: true, description: 'Where the next page begins.' })
  readonly next: EdgeOf<View, 'next'>;
}

export class MarkedAnswer implements Edge<Calls['requests.mark-exculpatory']['out']> {
  @Truth({ description: 'False when it was marked before.' })
  readonly marked: boolean;
}
