import { powers } from '../lists.js';
import { closed, someOf, text, truth } from '../schema.js';
import { copyException, copyExceptionField } from './copy-exception.js';
import { kind } from './kind.js';

/** An answer; not final, it promises more. */
export const response = kind({
  schema: closed(
    { final: truth, information: text(64_000), powers: someOf(powers, 1), copyException },
    ['powers', 'copyException'],
  ),
  signers: ['DUTY_OFFICER'],
  form: [
    { name: 'final', control: 'tick', label: 'This is the whole answer' },
    { name: 'information', control: 'lines', label: 'The information' },
    { name: 'powers', control: 'choices', label: 'Powers by which it was got', optional: true },
    copyExceptionField('art. 8(2)'),
  ],
});
