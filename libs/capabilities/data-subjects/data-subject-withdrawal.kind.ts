import { closed, text } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';

export const dataSubjectWithdrawal = kind({
  schema: closed({ reason: text(2000, 0) }),
  signers: ['DATA_PROTECTION_OFFICER'],
  form: [
    { name: 'reason', control: 'lines', label: 'Why no answer is needed any more', optional: true },
  ],
});
