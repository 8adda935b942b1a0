import { closed, forms, oneOf, text } from '#kernel/schema';
import type { TypeOfRequest } from '#kernel/documents/request-type';

export const borderIncident: TypeOfRequest = {
  compartment: 'ENFORCEMENT',
  label: 'Incident at the border',
  details: closed({
    border: oneOf(['LAND', 'SEA', 'AIR']),
    place: text(1000),
    happenedAt: forms.time,
  }),
  form: [
    { name: 'border', control: 'choice', label: 'Border' },
    { name: 'place', control: 'line', label: 'Place' },
    { name: 'happenedAt', control: 'time', label: 'When' },
  ],
};
