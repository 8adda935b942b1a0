import type { Command } from 'commander';
import type { DocumentKind, Purpose, ThreadId } from '#kernel';
import { parseAnswerDraft, parseDraftOf, plainWithdrawal } from '../../compose/draft.js';
import {
  clarificationExample,
  feedbackExample,
  shownFile,
  withdrawalExample,
} from '../../compose/forms/examples.js';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { readText } from '../../installation/files.js';
import { purposeOption, type ProfileFlags } from '../../people/asking.js';
import type { SubmitFlags } from '../../people/sending/submit.js';
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
    withSending(
      request
        .command(name)
        .description(description)
        .argument(...threadArgument)
        .argument('<file>', `JSON: {kind: "${kind}", purpose, handling?, body}`),
    )
      .addHelpText(
        'after',
        `
Examples:
  $ liaise request ${name} 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e ${name}.json

A file:
${shownFile(example)}`,
      )
      .action(async (thread: ThreadId, file: string, flags: SendFlags, command: Command) => {
        const draft = parseDraftOf(kind, file, await readText(file));
        await sendReply({ context, command, flags }, { desk: 'requests', thread }, draft);
      });
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
  withSending(
    request
      .command('withdraw')
      .description('Tell the neighbour that a request needs no answer any more.')
      .argument(...threadArgument)
      .argument('[file]', 'JSON: {kind: "withdrawal", purpose, handling?, body}; none: no reason')
      .option(...purposeOption),
  )
    .addHelpText(
      'after',
      `
Without a file, and with --purpose, the withdrawal says only that the request needs no answer any more. That is the usual
one: what a person's safety withdraws says the same, and must not be known by it.

Examples:
  $ liaise request withdraw 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e --purpose INVESTIGATION
  $ liaise request withdraw 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e withdraw.json

A file:
${shownFile(withdrawalExample)}`,
    )
    .action(
      async (
        thread: ThreadId,
        file: string | undefined,
        flags: SendFlags & { readonly purpose?: Purpose },
        command: Command,
      ) => {
        const draft =
          file === undefined
            ? plainWithdrawal(requirePurpose(flags.purpose))
            : parseDraftOf('withdrawal', file, await readText(file));
        await sendReply({ context, command, flags }, { desk: 'requests', thread }, draft);
      },
    );
}

function requirePurpose(purpose: Purpose | undefined): Purpose {
  if (purpose === undefined) throw new CliError('CLI_USAGE', 'without a file: --purpose');
  return purpose;
}
