import { closed, text } from '../schema.js';
import { kind } from './kind.js';

/** The request needs no answer any more. */
export const withdrawal = kind({
  schema: closed({ reason: text(2000) }),
  signers: ['LIAISON_OFFICER'],
  form: [{ name: 'reason', control: 'lines', label: 'Why' }],
});
