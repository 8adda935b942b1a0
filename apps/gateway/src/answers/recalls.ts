import {
  classifications,
  handlingCodes,
  informationCodes,
  sourceCodes,
  trafficLights,
  type AuthorityAddress,
  type Handling,
} from '#kernel';
import { recallActs } from '#capabilities/disclosure/recalling.model';
import { recallOutcomes } from '#capabilities/disclosure/kinds/recall-answer.kind';
import type { Calls } from '#capabilities/calls';
import type { RecallMark, RecallView } from '#capabilities/disclosure/recalls.contract';
import {
  Count,
  Name,
  One,
  Part,
  Parts,
  Several,
  State,
  Text,
  Time,
  Truth,
  Uuid,
  Uuids,
  type Edge,
  type EdgeOf,
} from './members.js';

/** Answers about what was recalled, narrowed and corrected. */

type Evaluation = Handling['evaluation'];

export class EvaluationPart implements Edge<Evaluation> {
  @One(sourceCodes)
  readonly source: EdgeOf<Evaluation, 'source'>;
  @One(informationCodes)
  readonly information: EdgeOf<Evaluation, 'information'>;
}

export class HandlingPart implements Edge<Handling> {
  @Several(handlingCodes)
  readonly codes: EdgeOf<Handling, 'codes'>;
  @Part(() => EvaluationPart)
  readonly evaluation: EvaluationPart;
  @Text()
  readonly restrictions: string;
  @Count()
  readonly retentionMonths: number;
  @One(trafficLights, { maybe: true, description: 'Mark of TLP 2.0.' })
  readonly tlp?: EdgeOf<Required<Handling>, 'tlp'>;
  @One(classifications, { maybe: true, description: 'Missing: unclassified.' })
  readonly classification?: EdgeOf<Required<Handling>, 'classification'>;
}

type Answered = NonNullable<RecallMark['answer']>;

export class RecallAnswerPart implements Edge<Answered> {
  @Uuid({ description: 'The signed answer.' })
  readonly document: EdgeOf<Answered, 'document'>;
  @One(recallOutcomes)
  readonly outcome: EdgeOf<Answered, 'outcome'>;
  @Time()
  readonly at: EdgeOf<Answered, 'at'>;
}

export class RecallMarkPart implements Edge<RecallMark> {
  @Uuid({ description: 'The signed document that says so, with its reason.' })
  readonly recall: EdgeOf<RecallMark, 'recall'>;
  @One(recallActs)
  readonly act: EdgeOf<RecallMark, 'act'>;
  @Time({ description: 'Filed here.' })
  readonly at: EdgeOf<RecallMark, 'at'>;
  @Part(() => RecallAnswerPart, { nullable: true, description: 'Null while it is owed.' })
  readonly answer: RecallAnswerPart | null;
}

export class HolderPart implements Edge<AuthorityAddress> {
  @State()
  readonly state: EdgeOf<AuthorityAddress, 'state'>;
  @Name()
  readonly authority: EdgeOf<AuthorityAddress, 'authority'>;
}

type Told = RecallView['told'][number];

export class ToldPart implements Edge<Told> {
  @Uuid()
  readonly thread: EdgeOf<Told, 'thread'>;
  @Uuid({ description: 'By which this State has told it.' })
  readonly recall: EdgeOf<Told, 'recall'>;
  @Part(() => HolderPart)
  readonly holder: HolderPart;
  @Uuid({ nullable: true, description: 'The signed answer.' })
  readonly answer: EdgeOf<Told, 'answer'>;
  @One(recallOutcomes, { nullable: true })
  readonly outcome: EdgeOf<Told, 'outcome'>;
}

type Onward = NonNullable<RecallView['onward']>[number];

export class OnwardPart implements Edge<Onward> {
  @Part(() => HolderPart)
  readonly holder: HolderPart;
  @One(recallOutcomes, { nullable: true, description: 'Null: nothing was heard of it.' })
  readonly outcome: EdgeOf<Onward, 'outcome'>;
}

export class RecallPart extends RecallMarkPart implements Edge<RecallView> {
  @Uuid()
  readonly thread: EdgeOf<RecallView, 'thread'>;
  @Uuids({ description: 'The documents that it is about.' })
  readonly items: EdgeOf<RecallView, 'items'>;
  @State({ description: 'Whose words they are.' })
  readonly by: EdgeOf<RecallView, 'by'>;
  @Part(() => HolderPart, { description: 'Who answers.' })
  readonly holder: HolderPart;
  @Time({ nullable: true, description: 'By the holder’s signed receipt.' })
  readonly deliveredAt: EdgeOf<RecallView, 'deliveredAt'>;
  @Text({ nullable: true, description: 'The code with which the holder’s gateway refused it.' })
  readonly rejected: string | null;
  @Truth({ description: 'Delivered a day ago, and no answer.' })
  readonly overdue: boolean;
  @Uuids({
    description: 'Threads in which this State has handed it on and not yet told of this.',
  })
  readonly passOn: EdgeOf<RecallView, 'passOn'>;
  @Parts(() => ToldPart, {
    description: 'To whom this State has told it in turn, whose answers come before its own.',
  })
  readonly told: readonly ToldPart[];
  @Parts(() => OnwardPart, {
    nullable: true,
    description:
      'Who has it further on, by the signed answers that came with the holder’s. Null: the neighbour holds it and has not said whom it has told.',
  })
  readonly onward: readonly OnwardPart[] | null;
}

type RecallsView = Calls['requests.recalls']['out'];

export class RecallsAnswer implements Edge<RecallsView> {
  @Parts(() => RecallPart)
  readonly recalls: readonly RecallPart[];
  @Uuid({ nullable: true, description: 'Where the next page begins.' })
  readonly next: EdgeOf<RecallsView, 'next'>;
}
