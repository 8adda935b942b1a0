import type { Command } from 'commander';
import type { ThreadId } from '#kernel';
import { say } from '#language/console';
import { answerKinds } from '../../compose/forms/forms.js';
import { oneOf } from '../../arguments.js';
import type { Context } from '../../context.js';
import { formHelp, withFilling } from '../threads/filled.js';
import { sendForm, type FormFlags } from '../threads/form-sending.js';
import { threadArgument, withSending } from '../threads/sending.js';

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export function addReply(inbox: Command, context: Context): void {
  const reply = inbox
    .command('reply')
    .description(say('inboxReply.replyDescription'))
    .argument('<kind>', answerKinds.join(', '), oneOf(answerKinds))
    .argument(...threadArgument);
  withSending(withFilling(reply))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise inbox reply response ${example}
  $ liaise inbox reply response ${example} --purpose INVESTIGATION --text "The vessel belongs to nobody known." --yes
  $ liaise inbox reply refusal ${example} --edit
${formHelp}`,
    )
    .action(
      (kind: (typeof answerKinds)[number], thread: ThreadId, flags: FormFlags, command: Command) =>
        sendForm({ context, command, flags }, { blank: { kind }, desk: 'inbox', thread }),
    );
}
