import type { Command } from 'commander';
import { typeToAsk } from '../../compose/forms/forms.js';
import type { Context } from '../../context.js';
import { formHelp, withFilling } from '../threads/filled.js';
import { sendForm, type FormFlags } from '../threads/form-sending.js';
import { withSending } from '../threads/sending.js';
import { withSeeing } from './seen.js';

export function addNew(request: Command, context: Context): void {
  const created = request
    .command('new')
    .description('Fill in a form, show, sign and queue a request.')
    .argument('<type>', 'type of request, see `liaise request form --help`')
    .option('--to <STATE/authority>', 'whom you ask; else it is asked for');
  withSeeing(withSending(withFilling(created)))
    .addHelpText(
      'after',
      `
Examples:
  $ liaise request new vessel
  $ liaise request new information --to XB/coast-guard --edit
  $ liaise request new information --from request.json --set urgent=no --yes
${formHelp}`,
    )
    .action(async (word: string, flags: FormFlags, command: Command) => {
      const blank = { kind: 'request', type: typeToAsk(word) } as const;
      await sendForm({ context, command, flags }, { blank, desk: 'requests', thread: null });
    });
}
