import type { Command } from 'commander';
import type { Purpose, ThreadId } from '#kernel';
import { say } from '#language/console';
import { halt, resume } from '../../compose/draft.js';
import { assessmentExample, shownFile } from '../../compose/forms/examples.js';
import type { Context } from '../../context.js';
import { readText } from '../../installation/files.js';
import { type ProfileFlags } from '../../people/asking.js';
import { threadPurposeOption } from '../../people/thread-purpose.js';
import type { SubmitFlags } from '../../people/sending/submit.js';
import type { Desk } from '../../people/threads.js';
import { formHelp, withFilling } from '../threads/filled.js';
import { fileWords, sendFileOrForm, type FormFlags } from '../threads/form-sending.js';
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
      .description(say('operation.haltDescription'))
      .argument(...threadArgument)
      .argument('[file]', say('operation.haltFileArgument'))
      .option(...threadPurposeOption),
  )
    .addHelpText(
      'after',
      `
${say('operation.haltHelp')}

${say('program.examples')}
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
      .description(say('operation.resumeDescription'))
      .argument(...threadArgument)
      .argument('<file>', say('operation.resumeFileArgument'))
      .option(...threadPurposeOption),
  )
    .addHelpText(
      'after',
      `
${say('operation.resumeHelp')}

${say('program.examples')}
  $ liaise ${parent.name()} resume ${example} assurance.txt --purpose SAFETY_OF_LIFE`,
    )
    .action(async (thread: ThreadId, file: string, flags: PurposeFlags, command: Command) => {
      const draft = resume(flags.purpose, (await readText(file)).trim());
      await sendReply({ context, command, flags }, { desk, thread }, draft);
    });
}

function addAssess(parent: Command, context: Context, desk: Desk): void {
  withFilling(
    withSending(
      parent
        .command('assess')
        .description(say('operation.assessDescription'))
        .argument(...threadArgument)
        .argument('[file]', fileWords('risk-assessment')),
    ),
  )
    .addHelpText(
      'after',
      `
${say('operation.assessHelp')}
${formHelp}

${say('program.examples')}
  $ liaise ${parent.name()} assess ${example}
  $ liaise ${parent.name()} assess ${example} assessment.json

${say('program.fileExample')}
${shownFile(assessmentExample)}`,
    )
    .action((thread: ThreadId, file: string | undefined, flags: FormFlags, command: Command) =>
      sendFileOrForm(
        { context, command, flags },
        { blank: { kind: 'risk-assessment' }, desk, thread },
        file,
      ),
    );
}
