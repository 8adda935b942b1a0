import { closed, text } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';

/**
 * Document that asks for clarification. The time limit pauses until the answer arrives (Directive (EU) 2023/977 art. 6(3)).
 */
export const clarificationQuestion = kind({
  schema: closed({ question: text(8000) }),
  signers: ['DUTY_OFFICER'],
  form: [
    { name: 'question', control: 'lines', label: 'What has to be clear before you can answer' },
  ],
});
