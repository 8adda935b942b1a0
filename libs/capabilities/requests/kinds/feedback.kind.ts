import { closed, oneOf, text } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';

export const outcomes = [
  'USED_IN_INVESTIGATION',
  'PREVENTED_HARM',
  'CONFIRMED_KNOWN',
  'NO_USE_YET',
  'NOT_USEFUL',
  'WRONG_OR_OUTDATED',
  'NOTHING_RECEIVED',
] as const;

export const feedback = kind({
  schema: closed({ outcome: oneOf(outcomes), remarks: text(4000, 0) }),
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER'],
  form: [
    { name: 'outcome', control: 'choice', label: 'What the information was good for' },
    { name: 'remarks', control: 'lines', label: 'Remarks', optional: true },
  ],
});
