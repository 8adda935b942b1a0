import { closed, text } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';

export const clarification = kind({
  schema: closed({ answer: text(16_000) }),
  signers: ['LIAISON_OFFICER'],
  form: [{ name: 'answer', control: 'lines', label: 'Your answer to the question' }],
});
