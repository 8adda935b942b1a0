import { closed, text } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';
import { inOperations } from './in-operations.model.js';

/** Document that halts an operation until both States agree to resume. No reason is required. */
export const halt = kind({
  schema: closed({ danger: text(2000, 0) }),
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER'],
  place: inOperations,
  form: [
    { name: 'danger', control: 'lines', label: 'The danger, if there is time', optional: true },
  ],
});
