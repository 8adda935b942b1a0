import type { Command } from 'commander';
import type { Purpose, ThreadId } from '#kernel';
import { halt, parseDraftOf, resume } from '../../compose/draft.js';
import { assessmentExample, shownFile } from '../../compose/forms/examples.js';
import type { Context } from '../../context.js';
import { readText } from '../../installation/files.js';
import { purposeOption, type ProfileFlags } from '../../people/asking.js';
import type { SubmitFlags } from '../../people/sending/submit.js';
import type { Desk } from '../../people/threads.js';
import { sendReply } from '../threads/reply.js';
import { threadArgument, withSending } from '../threads/sending.js';

type SendFlags = ProfileFlags & SubmitFlags;
type PurposeFlags = SendFlags & { readonly purpose: Purpose };

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export function addOperation(parent: Command, context: Context, desk: Desk): void {
  addHalt(parent, context, desk);
  addResume(parent, context, desk);
  addAssess(parent, context, desk);
}

function addHalt(parent: Command, context: Context, desk: Desk): void {
  withSending(
    parent
      .command('halt')
      .description(
        'The stop-word: nobody takes the operation a step further, in any of its States.',
      )
      .argument(...threadArgument)
      .argument('[file]', 'a file with the danger, if there is time')
      .requiredOption(...purposeOption),
  )
    .addHelpText(
      'after',
      `
Of a controlled delivery or a surveillance, by any officer of the desk (where it is asked, a liaison officer), at any time; whoever is not on the roster says
"break-glass" first. It goes before everything else. The operation goes on once both States have said "resume". Where several
States were asked by one broadcast, the gateway that asked tells the others.

Examples:
  $ liaise ${parent.name()} halt ${example} --purpose SAFETY_OF_LIFE --yes`,
    )
    .action(
      async (thread: ThreadId, file: string | undefined, flags: PurposeFlags, command: Command) => {
        const danger = file === undefined ? '' : (await readText(file)).trim();
        const draft = halt(flags.purpose, danger);
        await sendReply({ context, command, flags }, { desk, thread }, draft);
      },
    );
}

function addResume(parent: Command, context: Context, desk: Desk): void {
  withSending(
    parent
      .command('resume')
      .description('Say for your State that a halted operation may go on.')
      .argument(...threadArgument)
      .argument('<file>', 'a file with what has been made sure of')
      .requiredOption(...purposeOption),
  )
    .addHelpText(
      'after',
      `
Lifts the oldest stop-word that your State has not lifted; both States lift each.

Examples:
  $ liaise ${parent.name()} resume ${example} assurance.txt --purpose SAFETY_OF_LIFE`,
    )
    .action(async (thread: ThreadId, file: string, flags: PurposeFlags, command: Command) => {
      const draft = resume(flags.purpose, (await readText(file)).trim());
      await sendReply({ context, command, flags }, { desk, thread }, draft);
    });
}

function addAssess(parent: Command, context: Context, desk: Desk): void {
  withSending(
    parent
      .command('assess')
      .description('Assess the risk to people of an operation anew; the newest counts.')
      .argument(...threadArgument)
      .argument('<file>', 'JSON: {kind: "risk-assessment", purpose, handling?, body}'),
  )
    .addHelpText(
      'after',
      `
Holds for 72 hours at most. Once it has expired no step of the operation is taken, in either State.

Examples:
  $ liaise ${parent.name()} assess ${example} assessment.json

A file:
${shownFile(assessmentExample)}`,
    )
    .action(async (thread: ThreadId, file: string, flags: SendFlags, command: Command) => {
      const draft = parseDraftOf('risk-assessment', file, await readText(file));
      await sendReply({ context, command, flags }, { desk, thread }, draft);
    });
}
