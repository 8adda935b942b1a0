import type { Command } from 'commander';
import {
  opensThread,
  type DocumentId,
  type DocumentKind,
  type Purpose,
  type ThreadId,
} from '#kernel';
import { plainReason } from '#capabilities/suspensions/suspensions.model';
import { decodeDocument } from '#wire';
import { Refusal } from '../../api/refusal.js';
import { composeReply, namedBy } from '../../compose/document.js';
import { parseDraftOf, plainWithdrawal, type Draft } from '../../compose/draft.js';
import {
  clarificationExample,
  feedbackExample,
  shownFile,
  withdrawalExample,
} from '../../compose/forms/examples.js';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { confirmedAuthorities } from '../../directory/confirm.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import { readText } from '../../installation/files.js';
import { asking, purposeOption, type Asking, type ProfileFlags } from '../../people/asking.js';
import { sinceLines } from '../../people/story/since.js';
import type { Sent } from '../../people/sending/follow.js';
import { submit, type Compose, type SubmitFlags } from '../../people/sending/submit.js';
import { threadToAnswer, type Desk, type ToAnswer } from '../../people/threads.js';
import { disputeOf, requireDocument } from '../../receipts/verify-document.js';
import { tellSubmitted, threadArgument, withSending } from './sending.js';

type SendFlags = ProfileFlags & SubmitFlags;

/** What the text of an answer was written against: the last document read, or the time of the text. */
export interface Basis {
  readonly against?: DocumentId;
  readonly written?: Date;
  /** The recall or correction that is answered. */
  readonly recall?: DocumentId;
  /** Another document that is answered. */
  readonly answers?: DocumentId;
}

/** Refusals that say that somebody else was faster. */
const overtaken: readonly string[] = ['ALREADY_CLAIMED', 'ANSWERED_MEANWHILE'];

/** Whoever has it now may be on its roster alone: that is no other reason why nothing was sent. */
function unread(error: unknown): string[] {
  if (!(error instanceof Refusal || error instanceof CliError)) throw error;
  return [
    `Nothing was sent, and your text stays as it is. What has come since is not shown to you: ${error.code}.`,
  ];
}

/** A later document of a thread from our side. What has come since the text was written is shown when it is refused. */
export function reply(
  context: Context,
  desk: Desk,
  thread: ThreadId,
  draft: Draft,
  flags: SendFlags,
  basis: Basis = {},
): Promise<Sent | undefined> {
  return asking(flags, context, async (asked) => {
    const { client } = asked;
    const reading = { desk, thread, purpose: draft.purpose };
    const named = basis.recall ?? basis.answers ?? namedBy(draft);
    const found = await threadToAnswer(client, reading, draft.kind, {
      ...(basis.written !== undefined && { written: basis.written }),
      ...(named !== undefined && { answers: named }),
    });
    const { view } = found;
    const seen = basis.against ?? found.seen;
    const compose = await composing(asked, context, found, draft);
    const path = desk === 'inbox' ? `/api/v1/inbox/${view.thread}/answers` : '/api/v1/requests';
    const beside = desk === 'inbox' && seen !== null ? { seen } : {};
    try {
      return await submit(asked, context, flags, path, compose, beside);
    } catch (error) {
      if (error instanceof Refusal && overtaken.includes(error.code) && seen !== null)
        for (const line of await sinceLines(asked, reading, view, seen).catch(unread))
          context.terminal.message(line);
      throw error;
    }
  });
}

/** How a reply in a thread is composed, by what was verified of the thread and the directories. @throws CliError, Refusal */
export async function composing(
  asked: Asking,
  context: Context,
  { view, answers }: ToAnswer,
  draft: Draft,
): Promise<Compose> {
  const other = { state: view.peer, authority: view.peerAuthority };
  const former = view.side === 'ASKING' ? view.formerAuthorities : [];
  const place = { thread: view.thread, other, former };
  const directories = await verifiedDirectory(asked);
  // To whom the answer goes and what it answers is taken from these.
  for (const dispatch of view.dispatches) {
    const dispute = disputeOf(dispatch, await requireDocument(directories, dispatch, place));
    // Whoever answers may have to all the same, and knows it.
    if (dispute !== undefined) context.terminal.message(`${dispute.code}: ${dispute.message}`);
  }
  const known = await confirmedAuthorities(asked, context.now());
  const said = withRequestsPurpose(draft, view);
  return (signing, id) => composeReply(said, view, known, signing, id.document, answers);
}

/** For what a thread is read now would tell why it is withdrawn: what says no reason says the purpose of its request. Pure. */
function withRequestsPurpose(draft: Draft, { dispatches }: ToAnswer['view']): Draft {
  const isPlain =
    draft.kind === 'withdrawal' && 'reason' in draft.body && draft.body.reason === plainReason;
  const request = dispatches.find(({ kind }) => opensThread(kind));
  if (!isPlain || request === undefined) return draft;
  return { ...draft, purpose: decodeDocument(request.document).purpose };
}

/** What the side that opened a thread may say in it later, by command. */
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
        await tellSubmitted(
          context,
          command,
          await reply(context, 'requests', thread, draft, flags),
        );
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
        await tellSubmitted(
          context,
          command,
          await reply(context, 'requests', thread, draft, flags),
        );
      },
    );
}

function requirePurpose(purpose: Purpose | undefined): Purpose {
  if (purpose === undefined) throw new CliError('CLI_USAGE', 'without a file: --purpose');
  return purpose;
}
