import {
  classifications,
  handlingCodes,
  informationCodes,
  sourceCodes,
  trafficLights,
  type Handling,
} from '#kernel';
import { Count, One, Part, Several, Text, type Edge, type EdgeOf } from './members.js';

/** How information may be handled. */

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
