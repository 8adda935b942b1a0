import type { Command } from 'commander';
import type { Purpose, ThreadId } from '#kernel';
import { say } from '#language/console';
import { halt, resume } from '../../compose/draft.js';
import { assessmentExample, shownFile } from '../../compose/forms/examples.js';
import type { Context } from '../../context.js';
import { type ProfileFlags } from '../../people/asking.js';
import { threadPurposeOption } from '../../people/thread-purpose.js';
import type { SubmitFlags } from '../../people/sending/submit.js';
import type { Desk } from '../../people/threads.js';
import { formHelp, withFilling } from '../threads/filled.js';
import { fileWords, sendFileOrForm, type FormFlags } from '../threads/form-sending.js';
import { sendReply } from '../threads/reply.js';
import { threadArgument, withSending } from '../threads/sending.js';
import { neededText, textIn, withText, type TextFlags } from '../../people/plain-text.js';

type SendFlags = ProfileFlags & SubmitFlags;
type PurposeFlags = SendFlags & { readonly purpose: Purpose };

type HaltFlags = PurposeFlags & TextFlags;

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export function addOperation(parent: Command, context: Context, desk: Desk): void {
  addHalt(parent, context, desk);
  addResume(parent, context, desk);
  addAssess(parent, context, desk);
}

function addHalt(parent: Command, context: Context, desk: Desk): void {
  withSending(
    withText(
      parent
        .command('halt')
        .description(say('operation.haltDescription'))
        .argument(...threadArgument),
      say('operation.haltFileArgument'),
    ).option(...threadPurposeOption),
  )
    .addHelpText(
      'after',
      `
${say('operation.haltHelp')}

${say('program.examples')}
  $ liaise ${parent.name()} halt ${example} --purpose SAFETY_OF_LIFE --yes`,
    )
    .action(
      async (thread: ThreadId, file: string | undefined, flags: HaltFlags, command: Command) => {
        const danger = (await textIn(context, file, flags)) ?? '';
        const draft = halt(flags.purpose, danger);
        await sendReply({ context, command, flags }, { desk, thread }, draft);
      },
    );
}

function addResume(parent: Command, context: Context, desk: Desk): void {
  withSending(
    withText(
      parent
        .command('resume')
        .description(say('operation.resumeDescription'))
        .argument(...threadArgument),
      say('operation.resumeFileArgument'),
    ).option(...threadPurposeOption),
  )
    .addHelpText(
      'after',
      `
${say('operation.resumeHelp')}

${say('program.examples')}
  $ liaise ${parent.name()} resume ${example} assurance.txt --purpose SAFETY_OF_LIFE`,
    )
    .action(
      async (thread: ThreadId, file: string | undefined, flags: HaltFlags, command: Command) => {
        const draft = resume(flags.purpose, await neededText(context, file, flags));
        await sendReply({ context, command, flags }, { desk, thread }, draft);
      },
    );
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
