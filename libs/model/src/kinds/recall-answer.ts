import { closed, oneOf, text } from '../schema.js';
import { kind } from './kind.js';

export const recallOutcomes = ['COMPLIED', 'CANNOT'] as const;

/** What a holder has done about a recall, a narrowing or a correction: complied, or it cannot, and why. */
export const recallAnswer = kind({
  schema: {
    ...closed({ outcome: oneOf(recallOutcomes), reason: text(2000, 0) }),
    if: { properties: { outcome: { const: 'CANNOT' } }, required: ['outcome'] },
    then: { properties: { reason: { pattern: '\\S' } } },
    else: { properties: { reason: { maxLength: 0 } } },
  },
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER'],
  form: [
    { name: 'outcome', control: 'choice', label: 'Complied, or cannot' },
    { name: 'reason', control: 'lines', label: 'Why it cannot be done', optional: true },
  ],
});
