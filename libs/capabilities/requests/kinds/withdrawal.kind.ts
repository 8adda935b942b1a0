import { closed, text } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';

export const withdrawal = kind({
  schema: closed({ reason: text(2000) }),
  signers: ['LIAISON_OFFICER'],
  form: [{ name: 'reason', control: 'lines', label: 'Why' }],
});
