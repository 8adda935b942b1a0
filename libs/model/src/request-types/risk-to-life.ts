import { closed, oneOf, text, whole } from '../schema.js';
import type { TypeOfRequest } from './request-type.js';

/** People are in danger now: what and where are enough, the rest may be unknown. */
export const riskToLife: TypeOfRequest = {
  compartment: 'ENFORCEMENT',
  label: 'Risk to life',
  details: closed(
    {
      situation: oneOf(['SEA', 'VEHICLE', 'CONTAINER', 'DESERT', 'RIVER', 'PREMISES', 'OTHER']),
      place: text(1000),
      persons: whole(0, 10_000),
      children: oneOf(['YES', 'NO', 'UNKNOWN']),
      rescueInformed: oneOf(['YES', 'NO', 'UNKNOWN']),
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
