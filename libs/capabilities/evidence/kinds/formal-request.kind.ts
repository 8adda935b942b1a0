import { closed } from '#kernel/schema';
import { formalFields, formalMembers } from './formal-text.kind.js';
import { kind } from '#kernel/documents/kind';

/**
 * A request for mutual legal assistance (UN Convention art. 18(15)). What it cites of the informal exchange may be cited: the
 * State that said it has consented, in a consent that the request names.
 */
export const formalRequest = kind({
  // (c): no facts are summarised where nothing but documents is to be served; else `missingItems` asks for them.
  schema: closed(formalMembers, ['facts']),
  signers: ['CENTRAL_AUTHORITY', 'JUDICIAL_AUTHORITY'],
  form: formalFields,
});
