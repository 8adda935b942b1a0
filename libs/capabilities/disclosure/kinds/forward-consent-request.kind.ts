import { closed, text } from '#kernel/schema';
import { released, releasedFields } from './consent.kind.js';
import { kind } from '#kernel/documents/kind';

/**
 * Asks the originator, in the thread of the document and in reply to it, whether it may go on to somebody else, or out of
 * the gateway.
 */
export const forwardConsentRequest = kind({
  schema: closed({ ...released, reason: text(2000) }, ['through']),
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER'],
  form: [...releasedFields, { name: 'reason', control: 'lines', label: 'Why' }],
});
