import { closed, text } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';
import { inOperations } from './in-operations.model.js';

export const resume = kind({
  schema: closed({ assurance: text(2000) }),
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER'],
  place: { ...inOperations, answers: 'halt' },
  form: [{ name: 'assurance', control: 'lines', label: 'Why it may go on' }],
});
