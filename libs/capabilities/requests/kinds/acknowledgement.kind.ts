import { closed, oneOf, text } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';

export const accessKinds = ['DIRECT', 'INDIRECT'] as const;

/**
 * Confirms that the request is being handled. `access` says how the authority reaches the information (Directive (EU)
 * 2023/977 art. 2, 5(1)(a), (b)).
 */
export const acknowledgement = kind({
  schema: closed({ note: text(2000, 0), access: oneOf(accessKinds) }, ['access']),
  signers: ['DUTY_OFFICER'],
  form: [
    { name: 'note', control: 'lines', label: 'A few words', optional: true },
    { name: 'access', control: 'choice', label: 'Within your own reach', optional: true },
  ],
});
