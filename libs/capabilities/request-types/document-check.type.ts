import { closed, oneOf, pattern, text } from '#kernel/schema';
import type { TypeOfRequest } from '#kernel/documents/request-type';

/** Check of a travel or identity document. The suspicions are those of Smuggling Protocol art. 3(c). */
export const documentCheck: TypeOfRequest = {
  compartment: 'ENFORCEMENT',
  label: 'Check of a document',
  details: closed({
    documentType: oneOf([
      'PASSPORT',
      'IDENTITY_CARD',
      'VISA',
      'RESIDENCE_PERMIT',
      'DRIVING_LICENCE',
      'SEAFARER',
      'OTHER',
    ]),
    issuingState: pattern('^[A-Z]{2}$'),
    number: text(100),
    suspicion: oneOf([
      'NONE',
      'FALSELY_MADE_OR_ALTERED',
      'IMPROPERLY_ISSUED_OR_OBTAINED',
      'USED_BY_NON_HOLDER',
    ]),
  }),
  form: [
    { name: 'documentType', control: 'choice', label: 'Type of document' },
    { name: 'issuingState', control: 'line', label: 'Issuing State' },
    { name: 'number', control: 'line', label: 'Number' },
    { name: 'suspicion', control: 'choice', label: 'What you suspect' },
  ],
};
