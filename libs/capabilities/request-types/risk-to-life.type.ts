import { closed, oneOf, text, whole } from '#kernel/schema';
import type { TypeOfRequest } from '#kernel/documents/request-type';

export const dangerSituations = [
  'SEA',
  'VEHICLE',
  'CONTAINER',
  'DESERT',
  'RIVER',
  'PREMISES',
  'OTHER',
] as const;
export const dangerAnswers = ['YES', 'NO', 'UNKNOWN'] as const;
export const mostInDanger = 10_000;

export const riskToLife: TypeOfRequest = {
  compartment: 'ENFORCEMENT',
  label: 'Risk to life',
  details: closed(
    {
      situation: oneOf(dangerSituations),
      place: text(1000),
      persons: whole(0, mostInDanger),
      children: oneOf(dangerAnswers),
      rescueInformed: oneOf(dangerAnswers),
    },
    ['persons'],
  ),
  form: [
    { name: 'situation', control: 'choice', label: 'Where they are' },
    { name: 'place', control: 'lines', label: 'Place, position, last known course' },
    { name: 'persons', control: 'number', label: 'How many people', optional: true },
    { name: 'children', control: 'choice', label: 'Children among them' },
    { name: 'rescueInformed', control: 'choice', label: 'Rescue coordination knows' },
  ],
};
