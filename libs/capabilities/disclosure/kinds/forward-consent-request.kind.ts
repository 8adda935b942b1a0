import { closed, text } from '#kernel/schema';
import { released, releasedFields } from './consent.kind.js';
import { kind } from '#kernel/documents/kind';

/**
 * Asks the originator for permission (a release) to forward or export a document. Replies to this document in the same
 * thread.
 */
export const forwardConsentRequest = kind({
  schema: closed({ ...released, reason: text(2000) }, ['through']),
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER'],
  form: [...releasedFields, { name: 'reason', control: 'lines', label: 'Why' }],
});
