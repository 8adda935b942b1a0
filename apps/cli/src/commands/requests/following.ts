import type { Command } from 'commander';
import {
  documentKinds,
  isCoded,
  kinds,
  type DeskPurpose,
  type DocumentKind,
  type Kind,
  type ThreadId,
} from '#kernel';
import { say } from '#language/console';
import { oneOf } from '../../arguments.js';
import { plainWithdrawal } from '../../compose/draft.js';
import {
  clarificationExample,
  feedbackExample,
  shownFile,
  withdrawalExample,
} from '../../compose/forms/examples.js';
import type { Context, Given } from '../../context.js';
import { CliError } from '../../errors.js';
import { fileOf } from '../../people/profile.js';
import { purposeIn, threadPurpose } from '../../people/thread-purpose.js';
import { draftInFile } from '../threads/file-draft.js';
import { formHelp, withFilling } from '../threads/filled.js';
import {
  fileWords,
  isForm,
  assertFileAlone,
  sendFileOrForm,
  sendForm,
  type FormFlags,
} from '../threads/form-sending.js';
import { sendReply } from '../threads/reply.js';
import { threadArgument, withSending } from '../threads/sending.js';
import { briefly } from '../../print/explain.js';

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

// Kinds of document that a slice adds, such as a longer term; each is answered by no other command.
const replyKinds = documentKinds.filter(
  (kind) => (kinds[kind] as Kind<unknown>).example !== undefined,
);

type ReplyFlags = FormFlags & { readonly kind?: DocumentKind };

function addReply(request: Command, context: Context): void {
  withFilling(
    withSending(
      request
        .command('reply')
        .description(say('following.replyDescription'))
        .argument(...threadArgument)
        .argument('[file]', say('following.replyFileArgument')),
    ),
  )
    .option(
      '--kind <kind>',
      say('following.replyKindOption', { kinds: replyKinds.join(', ') }),
      oneOf(replyKinds),
    )
    .addHelpText(
      'after',
      `
${say('following.replyHelp')}
${formHelp}

${say('program.examples')}
  $ liaise request reply 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e --kind ${replyKinds[0] ?? ''}
  $ liaise request reply 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e reply.json`,
    )
    .action((thread: ThreadId, file: string | undefined, flags: ReplyFlags, command: Command) =>
      replyWith({ context, command, flags }, thread, file),
    );
}

async function replyWith(
  given: Given<ReplyFlags>,
  thread: ThreadId,
  file: string | undefined,
): Promise<void> {
  const { kind } = given.flags;
  const place = { desk: 'requests', thread } as const;
  if (file !== undefined) {
    assertFileAlone(given.flags);
    return sendReply(given, place, await draftInFile(given, thread, file, kind));
  }
  if (kind === undefined)
    throw new CliError(
      'CLI_USAGE',
      say('following.withoutFileKind', { kinds: replyKinds.join(', ') }),
    );
  return sendForm(given, { ...place, blank: { kind } });
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
  const purpose =
    said === undefined
      ? await threadPurpose(context, fileOf(flags.profile, context), thread, flags.yes === true)
      : saidPurpose(said);
  await sendReply(given, { desk: 'requests', thread }, plainWithdrawal(purpose));
}

function saidPurpose(said: string): DeskPurpose {
  try {
    return purposeIn(said);
  } catch (error) {
    const known = isCoded(error) ? briefly(error) : String(error);
    throw new CliError('CLI_USAGE', say('following.purpose', { known }), error);
  }
}
