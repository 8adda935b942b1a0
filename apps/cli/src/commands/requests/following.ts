import type { Command } from 'commander';
import { deskPurposes, type DocumentKind, type ThreadId } from '#kernel';
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
    description: 'Answer what the neighbour asked back; its clock goes on.',
    example: clarificationExample,
  },
  {
    name: 'close',
    kind: 'feedback',
    description: 'Tell the neighbour what the answer was good for, and close the request.',
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
Examples:
  $ liaise request ${name} 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e
  $ liaise request ${name} 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e ${name}.json
${formHelp}

A file:
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
      .description('Say what else the type of a request allows: the file names its kind.')
      .argument(...threadArgument)
      .argument('<file>', 'JSON: {kind, purpose, handling?, body}'),
  )
    .addHelpText(
      'after',
      `
\`liaise request form KIND\` prints a filled file of each kind, and the command that sends it.

Examples:
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
        .description('Tell the neighbour that a request needs no answer any more.')
        .argument(...threadArgument)
        .argument(
          '[file]',
          'JSON: {kind: "withdrawal", purpose, handling?, body}; none: no reason',
        ),
    ),
  )
    .addHelpText(
      'after',
      `
Without a file and a text the withdrawal says only that the request needs no answer any more. That is the usual one: what a
person's safety withdraws says the same, and must not be known by it. --text, --edit, --set and --from say why.
${formHelp}

Examples:
  $ liaise request withdraw 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e --purpose INVESTIGATION
  $ liaise request withdraw 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e --text "The vessel was found."
  $ liaise request withdraw 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e withdraw.json

A file:
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
    throw new CliError('CLI_USAGE', `--purpose: ${notAllowed(known?.toUpperCase(), deskPurposes)}`);
  if (said === undefined) context.terminal.message(purposeWords(purpose));
  await sendReply(given, { desk: 'requests', thread }, plainWithdrawal(purpose));
}
