import { closed, forms, text } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';

/**
 * Another authority of the same State is competent: it has the request from now on, with the clock as it stands, and later
 * documents are addressed to it.
 */
export const transferNotice = kind({
  schema: closed({ authority: forms.authority, reason: text(2000) }),
  signers: ['DUTY_OFFICER'],
  form: [
    { name: 'authority', control: 'line', label: 'The competent authority' },
    { name: 'reason', control: 'lines', label: 'Why' },
  ],
});
