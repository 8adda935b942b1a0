import { closed, oneOf, text } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';

/** How the asked authority reaches what is asked for: it decides which limit an urgent request has. */
export const accessKinds = ['DIRECT', 'INDIRECT'] as const;

/**
 * The request was seen and is being dealt with. `access` says that the information is within the authority's own reach,
 * or only to be had from others (Directive (EU) 2023/977 art. 2 and 5(1)(a), (b)); nothing said means direct.
 */
export const acknowledgement = kind({
  schema: closed({ note: text(2000, 0), access: oneOf(accessKinds) }, ['access']),
  signers: ['DUTY_OFFICER'],
  form: [
    { name: 'note', control: 'lines', label: 'A few words', optional: true },
    { name: 'access', control: 'choice', label: 'Within your own reach', optional: true },
  ],
});
