import { releaseOutcomes } from '#capabilities/disclosure/kinds/forward-consent.kind';
import type { Calls } from '#capabilities/calls';
import type { ReleaseView } from '#capabilities/disclosure/releases.contract';
import { One, Part, Parts, State, Time, Uuid, type Edge, type EdgeOf } from './members.js';
import { HolderPart } from './recalls.js';

/** Answers about what may go on to others. */

type Answered = NonNullable<ReleaseView['answer']>;

export class ReleaseAnswerPart implements Edge<Answered> {
  @Uuid({ description: 'The signed answer.' })
  readonly document: EdgeOf<Answered, 'document'>;
  @One(releaseOutcomes)
  readonly outcome: EdgeOf<Answered, 'outcome'>;
  @Time()
  readonly at: EdgeOf<Answered, 'at'>;
}

export class ReleasePart implements Edge<ReleaseView> {
  @Uuid()
  readonly thread: EdgeOf<ReleaseView, 'thread'>;
  @Uuid({ description: 'The signed document that asks: for whom, what for and until when.' })
  readonly request: EdgeOf<ReleaseView, 'request'>;
  @Uuid({ description: 'The document that is to go on.' })
  readonly item: EdgeOf<ReleaseView, 'item'>;
  @State({ description: 'Who asks.' })
  readonly by: EdgeOf<ReleaseView, 'by'>;
  @Part(() => HolderPart, { description: 'Whose word it is, and who answers.' })
  readonly originator: HolderPart;
  @Time({ description: 'Filed here.' })
  readonly at: EdgeOf<ReleaseView, 'at'>;
  @Part(() => ReleaseAnswerPart, { nullable: true, description: 'Null while it is owed.' })
  readonly answer: ReleaseAnswerPart | null;
}

type ReleasesView = Calls['requests.consents']['out'];

export class ReleasesAnswer implements Edge<ReleasesView> {
  @Parts(() => ReleasePart)
  readonly consents: readonly ReleasePart[];
  @Uuid({ nullable: true, description: 'Where the next page begins.' })
  readonly next: EdgeOf<ReleasesView, 'next'>;
}
