import { closed, someOf, text } from '#kernel/schema';
import type { TypeOfRequest } from '#kernel/documents/request-type';

/** Measures that a flag State may be asked for (Smuggling Protocol art. 8). */
const measures = [
  'CONFIRM_REGISTRY',
  'AUTHORISE_BOARDING',
  'AUTHORISE_SEARCH',
  'AUTHORISE_MEASURES',
  'STATELESS_SUSPECTED',
] as const;

export const vessel: TypeOfRequest = {
  compartment: 'ENFORCEMENT',
  label: 'Vessel',
  details: closed({ measures: someOf(measures, 1), claimedFlag: text(60), position: text(200) }, [
    'claimedFlag',
    'position',
  ]),
  form: [
    { name: 'measures', control: 'choices', label: 'What you ask of the flag State' },
    { name: 'claimedFlag', control: 'line', label: 'Flag that it claims', optional: true },
    { name: 'position', control: 'line', label: 'Position and time', optional: true },
  ],
};
