import { closed, list, oneOf, text } from '#kernel/schema';
import { address } from './consent.kind.js';
import { enclosedAnswer, enclosedLimits } from './enclosed.kind.js';
import { kind } from '#kernel/documents/kind';

export const recallOutcomes = ['COMPLIED', 'CANNOT'] as const;

const onward = closed({ holder: address, answer: enclosedAnswer }, ['answer']);

/** Answers a recall, narrowing or correction. `onward`: later holders; COMPLIED needs a signed answer of each. */
export const recallAnswer = kind({
  schema: {
    ...closed(
      {
        outcome: oneOf(recallOutcomes),
        reason: text(2000, 0),
        onward: list(onward, enclosedLimits.items, 1),
      },
      ['onward'],
    ),
    if: { properties: { outcome: { const: 'CANNOT' } }, required: ['outcome'] },
    then: { properties: { reason: { pattern: '\\S' } } },
    else: {
      properties: { reason: { maxLength: 0 }, onward: { items: { required: ['answer'] } } },
    },
  },
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER'],
  form: [
    { name: 'outcome', control: 'choice', label: 'Complied, or cannot' },
    { name: 'reason', control: 'lines', label: 'Why it cannot be done', optional: true },
    {
      name: 'onward',
      control: 'enclosed',
      label: 'What those have answered to whom it was handed on',
      optional: true,
    },
  ],
});
