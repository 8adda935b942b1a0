import { closed, text } from '#kernel/schema';
import { released, releasedFields } from './consent.kind.js';
import { kind } from '#kernel/documents/kind';

/** Asks the originator for a release to forward or export a document, as a reply in that document's thread. */
export const forwardConsentRequest = kind({
  schema: closed({ ...released, reason: text(2000) }, ['through']),
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER'],
  form: [...releasedFields, { name: 'reason', control: 'lines', label: 'Why' }],
});
