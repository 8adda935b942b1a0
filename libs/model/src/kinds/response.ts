import { closed, text, truth } from '../schema.js';
import { kind } from './kind.js';

/** An answer; not final, it promises more. */
export const response = kind({
  schema: closed({ final: truth, information: text(64_000) }),
  signers: ['DUTY_OFFICER'],
  form: [
    { name: 'final', control: 'tick', label: 'This is the whole answer' },
    { name: 'information', control: 'lines', label: 'The information' },
  ],
});
