import { closed, text } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';
import { item } from './recall.kind.js';

/**
 * Corrects an earlier document (`item`) of the sender's State without deleting the document (Directive (EU) 2016/680 art.
 * 7(3), 16(5)). A `recall-answer` answers the correction.
 */
export const correction = kind({
  schema: closed({ item, correction: text(16_000), reason: text(2000) }),
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER', 'CENTRAL_AUTHORITY', 'JUDICIAL_AUTHORITY'],
  form: [
    { name: 'item', control: 'document', label: 'Which of your documents' },
    { name: 'correction', control: 'lines', label: 'What is right' },
    { name: 'reason', control: 'lines', label: 'Why' },
  ],
});
