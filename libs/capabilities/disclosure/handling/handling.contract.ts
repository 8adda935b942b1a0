import { One, Part, Text, Whole } from '#contract';
import {
  classifications,
  handlingCodes,
  informationCodes,
  sourceCodes,
  trafficLights,
  type Handling,
  type HandlingCode,
} from '#kernel';

type Evaluation = Handling['evaluation'];

export class EvaluationView {
  @One(sourceCodes)
  readonly source: Evaluation['source'];
  @One(informationCodes)
  readonly information: Evaluation['information'];
}

export class HandlingView implements Handling {
  @One(handlingCodes, { list: handlingCodes.length })
  readonly codes: readonly HandlingCode[];
  @Part(() => EvaluationView)
  readonly evaluation: EvaluationView;
  @Text({ example: 'Not for use in court.' })
  readonly restrictions: string;
  @Whole({ min: 0 })
  readonly retentionMonths: number;
  @One(trafficLights, { maybe: true, description: 'Mark of TLP 2.0.' })
  readonly tlp?: Required<Handling>['tlp'];
  @One(classifications, { maybe: true, description: 'Missing: unclassified.' })
  readonly classification?: Required<Handling>['classification'];
}
