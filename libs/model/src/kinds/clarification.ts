import { closed, text } from '../schema.js';
import { kind } from './kind.js';

/** Answers the clarification question that it replies to; the clock goes on. */
export const clarification = kind({
  schema: closed({ answer: text(16_000) }),
  signers: ['LIAISON_OFFICER'],
  form: [{ name: 'answer', control: 'lines', label: 'Your answer to the question' }],
});
