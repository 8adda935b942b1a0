import {
  classifications,
  handlingCodes,
  informationCodes,
  sourceCodes,
  trafficLights,
  type Handling,
} from '#kernel';
import { list, object, oneOf, text, whole, withMaybe, type Reader } from './shape.js';

export const handling: Reader<Handling> = withMaybe<
  Omit<Handling, 'tlp' | 'classification'>,
  Required<Pick<Handling, 'tlp' | 'classification'>>
>(
  object<Omit<Handling, 'tlp' | 'classification'>>({
    codes: list(oneOf(...handlingCodes), handlingCodes.length),
    evaluation: object<Handling['evaluation']>({
      source: oneOf(...sourceCodes),
      information: oneOf(...informationCodes),
    }),
    restrictions: text,
    retentionMonths: whole,
  }),
  { tlp: oneOf(...trafficLights), classification: oneOf(...classifications) },
);
