import { refusalGrounds } from '#kernel/lists';
import { closed, oneOf, text, truth } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';

/**
 * Document that refuses a request on a ground of Directive (EU) 2023/977 art. 6(1). `partial`: the rest of the request must
 * still be answered.
 */
export const refusal = kind({
  schema: closed(
    {
      ground: oneOf(refusalGrounds),
      refusedPart: text(2000),
      reasons: text(4000, 0),
      partial: truth,
    },
    ['partial'],
  ),
  signers: ['DUTY_OFFICER'],
  form: [
    { name: 'ground', control: 'choice', label: 'Ground', mandatory: 'art. 6(1)' },
    {
      name: 'refusedPart',
      control: 'lines',
      label: 'Which part is refused',
      mandatory: 'art. 6(1)',
      onceBlank: true,
    },
    { name: 'reasons', control: 'lines', label: 'Reasons', optional: true },
    { name: 'partial', control: 'tick', label: 'The rest will be answered', optional: true },
  ],
});
