import { closed } from '#kernel/schema';
import { formalFields, formalMembers } from './formal-text.kind.js';
import { kind } from '#kernel/documents/kind';

/**
 * Request for mutual legal assistance (UN Convention art. 18(15)). Each document of the other State in `informalExchangeRefs`
 * needs a consent in `consentRefs`.
 */
export const formalRequest = kind({
  // (c): no summary of facts is needed to serve documents; otherwise `missingItems` requires it.
  schema: closed(formalMembers, ['facts']),
  signers: ['CENTRAL_AUTHORITY', 'JUDICIAL_AUTHORITY'],
  form: formalFields,
});
