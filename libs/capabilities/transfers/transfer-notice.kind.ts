import { closed, forms, text } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';

/**
 * Notice that transfers the request to the competent authority of the same State. Time limits go on; later documents are
 * addressed to that authority.
 */
export const transferNotice = kind({
  schema: closed({ authority: forms.authority, reason: text(2000) }),
  signers: ['DUTY_OFFICER'],
  form: [
    { name: 'authority', control: 'line', label: 'The competent authority' },
    { name: 'reason', control: 'lines', label: 'Why' },
  ],
});
