import type { Command } from 'commander';
import { deskPurposes, type DocumentKind, type ThreadId } from '#kernel';
import { say } from '#language/console';
import { parseAnswerDraft, plainWithdrawal } from '../../compose/draft.js';
import { notAllowed } from '../../compose/forms/flaws.js';
import {
  clarificationExample,
  feedbackExample,
  shownFile,
  withdrawalExample,
} from '../../compose/forms/examples.js';
import type { Context, Given } from '../../context.js';
import { CliError } from '../../errors.js';
import { readText } from '../../installation/files.js';
import type { ProfileFlags } from '../../people/asking.js';
import { fileOf } from '../../people/profile.js';
import { purposeOf } from '../../people/seen-ids.js';
import type { SubmitFlags } from '../../people/sending/submit.js';
import { formHelp, purposeWords, withFilling } from '../threads/filled.js';
import { fileWords, isForm, sendFileOrForm, type FormFlags } from '../threads/form-sending.js';
import { sendReply } from '../threads/reply.js';
import { threadArgument, withSending } from '../threads/sending.js';

type SendFlags = ProfileFlags & SubmitFlags;

const following: readonly {
  readonly name: string;
  readonly kind: DocumentKind;
  readonly description: string;
  readonly example: object;
}[] = [
  {
    name: 'clarify',
    kind: 'clarification',
    description: say('following.description'),
    example: clarificationExample,
  },
  {
    name: 'close',
    kind: 'feedback',
    description: say('following.descriptionTellNeighbourWhat'),
    example: feedbackExample,
  },
];

export function addFollowing(request: Command, context: Context): void {
  addWithdraw(request, context);
  addReply(request, context);
  for (const { name, kind, description, example } of following)
    withFilling(
      withSending(
        request
          .command(name)
          .description(description)
          .argument(...threadArgument)
          .argument('[file]', fileWords(kind)),
      ),
    )
      .addHelpText(
        'after',
        `
${say('program.examples')}
  $ liaise request ${name} 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e
  $ liaise request ${name} 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e ${name}.json
${formHelp}

${say('program.fileExample')}
${shownFile(example)}`,
      )
      .action((thread: ThreadId, file: string | undefined, flags: FormFlags, command: Command) =>
        sendFileOrForm(
          { context, command, flags },
          { blank: { kind }, desk: 'requests', thread },
          file,
        ),
      );
}

function addReply(request: Command, context: Context): void {
  withSending(
    request
      .command('reply')
      .description(say('following.replyDescription'))
      .argument(...threadArgument)
      .argument('<file>', say('following.replyFileArgument')),
  )
    .addHelpText(
      'after',
      `
${say('following.replyHelp')}

${say('program.examples')}
  $ liaise request reply 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e reply.json`,
    )
    .action(async (thread: ThreadId, file: string, flags: SendFlags, command: Command) => {
      const draft = parseAnswerDraft(file, await readText(file));
      await sendReply({ context, command, flags }, { desk: 'requests', thread }, draft);
    });
}

function addWithdraw(request: Command, context: Context): void {
  withFilling(
    withSending(
      request
        .command('withdraw')
        .description(say('following.withdrawDescription'))
        .argument(...threadArgument)
        .argument('[file]', say('following.withdrawFileArgument')),
    ),
  )
    .addHelpText(
      'after',
      `
${say('following.withdrawHelp', { formHelp })}

${say('program.examples')}
  $ liaise request withdraw 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e --purpose INVESTIGATION
  $ liaise request withdraw 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e --text "The vessel was found."
  $ liaise request withdraw 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e withdraw.json

${say('program.fileExample')}
${shownFile(withdrawalExample)}`,
    )
    .action((thread: ThreadId, file: string | undefined, flags: FormFlags, command: Command) =>
      withdraw({ context, command, flags }, thread, file),
    );
}

async function withdraw(
  given: Given<FormFlags>,
  thread: ThreadId,
  file: string | undefined,
): Promise<void> {
  const { context, flags } = given;
  const { purpose: said, ...others } = flags;
  if (file !== undefined || isForm(others)) {
    const target = { blank: { kind: 'withdrawal' }, desk: 'requests', thread } as const;
    return sendFileOrForm(given, target, file);
  }
  const known = said ?? (await purposeOf(fileOf(flags.profile, context), thread));
  const purpose = deskPurposes.find((each) => each === known?.toUpperCase());
  if (purpose === undefined)
    throw new CliError(
      'CLI_USAGE',
      known === undefined
        ? say('filled.purposeNeeded', { purposes: deskPurposes.join(', ') })
        : say('following.purpose', { known: notAllowed(known.toUpperCase(), deskPurposes) }),
    );
  if (said === undefined) context.terminal.message(purposeWords(purpose));
  await sendReply(given, { desk: 'requests', thread }, plainWithdrawal(purpose));
}
