import type { Command } from 'commander';
import { say } from '#language/console';
import { typeToAsk } from '../../compose/forms/forms.js';
import type { Context } from '../../context.js';
import { formHelp, withFilling } from '../threads/filled.js';
import { sendForm, type FormFlags } from '../threads/form-sending.js';
import { withSending } from '../threads/sending.js';
import { withSeeing } from './seen.js';

export function addNew(request: Command, context: Context): void {
  const created = request
    .command('new')
    .description(say('new.newDescription'))
    .argument('<type>', say('new.newTypeArgument'))
    .option('--to <STATE/authority>', say('new.newToOption'));
  withSeeing(withSending(withFilling(created)))
    .addHelpText(
      'after',
      `
${say('program.examples')}
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
