import { closed, forms, text } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';

/** Notice that the sender's central authority knows of this thread. Sent by the State that wants evidential use. */
export const centralAuthorityNotice = kind({
  schema: closed({
    centralAuthority: text(200),
    informedAt: forms.time,
    reference: text(120, 0),
    summary: text(4000),
  }),
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER', 'CENTRAL_AUTHORITY', 'JUDICIAL_AUTHORITY'],
  form: [
    { name: 'centralAuthority', control: 'line', label: 'Your central authority' },
    { name: 'informedAt', control: 'time', label: 'When it was informed' },
    { name: 'reference', control: 'line', label: 'Its reference', optional: true },
    { name: 'summary', control: 'lines', label: 'What it was told' },
  ],
});
