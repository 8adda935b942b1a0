import type { Command } from 'commander';
import { parseOpeningDraft } from '../../compose/draft.js';
import { typeToAsk } from '../../compose/forms/forms.js';
import type { Context } from '../../context.js';
import type { SubmitFlags } from '../../people/sending/submit.js';
import { filledForm, formHelp, withFilling, type FillFlags } from '../threads/filled.js';
import { tellSubmitted, withSending } from '../threads/sending.js';
import { sendOpening } from './opening.js';
import { withSeeing, type SeeingFlags } from './seen.js';

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
    .action(
      async (word: string, flags: FillFlags & SubmitFlags & SeeingFlags, command: Command) => {
        const blank = { kind: 'request', type: typeToAsk(word) } as const;
        const content = await filledForm(context, blank, flags);
        const draft = parseOpeningDraft('request', 'form', content);
        await tellSubmitted(context, command, await sendOpening(context, flags, () => draft));
      },
    );
}
