import type { Command } from 'commander';
import {
  parseDocumentId,
  parseThreadId,
  type DocumentId,
  type Purpose,
  type ThreadId,
} from '#model';
import { count, fitting, gather } from '../arguments.js';
import * as views from '../api/views.js';
import { requestExample, shownFile, whereLists, withdrawalExample } from '../compose/examples.js';
import { composeReply, composeRequest } from '../compose/document.js';
import { parseAnswerDraft, parseRequestDraft } from '../compose/draft.js';
import { wantsJson, type Context } from '../context.js';
import { confirmedAuthorities } from '../directory/confirm.js';
import { verifiedDirectory } from '../directory/verified-directory.js';
import { readText } from '../installation/files.js';
import {
  asJson,
  asking,
  purposeOption,
  withProfile,
  withSigner,
  type ProfileFlags,
} from '../people/asking.js';
import { provenThread, requireProven } from '../receipts/proven-thread.js';
import { requireDocument } from '../receipts/verify-document.js';
import { storyLines, threadLine } from '../people/story.js';
import { submit, type SubmitFlags, type Submitted } from '../people/submit.js';
import { readThread, threadToAnswer, type Desk } from '../people/threads.js';

type SendFlags = ProfileFlags & SubmitFlags;
export interface ListFlags extends ProfileFlags {
  readonly limit: number;
  readonly before?: ThreadId;
}
export interface ReadFlags extends ProfileFlags {
  readonly purpose: Purpose;
}
export interface ShowFlags extends ReadFlags {
  readonly after?: DocumentId;
}

export const threadArgument = [
  '<thread>',
  'id of the thread, from the list',
  fitting(parseThreadId),
] as const;

export const withSending = (command: Command): Command =>
  withSigner(
    withProfile(
      command
        .option(
          '--attach <file>',
          'a file to send along; may be given several times',
          gather(String),
        )
        .option('--yes', 'sign without asking'),
    ),
  );

export const withPaging = (command: Command): Command =>
  withProfile(
    command
      .option('--limit <number>', 'most rows, 1 to 100', count(1, 100), 50)
      .option(
        '--before <thread>',
        'go on after this thread, the last one seen',
        fitting(parseThreadId),
      ),
  );

export const withShowing = (command: Command): Command =>
  withProfile(command)
    .argument(...threadArgument)
    .requiredOption(...purposeOption)
    .option(
      '--after <dispatch>',
      'go on after this document, the last one seen',
      fitting(parseDocumentId),
    );

export function addRequest(program: Command, context: Context): void {
  const request = program
    .command('request')
    .description('What we ask of neighbours.')
    .addHelpText(
      'after',
      `
Examples:
  $ liaise request send request.json --attach photo.jpg
  $ liaise request list
  $ liaise request show THREAD --purpose INVESTIGATION`,
    );
  addSend(request, context);
  addWithdraw(request, context);
  addSearch(request, context);
  withPaging(request.command('list').description('Our requests, newest first.'))
    .addHelpText(
      'after',
      '\nExamples:\n  $ liaise request list\n  $ liaise request list --limit 10 --json',
    )
    .action((flags: ListFlags, command: Command) =>
      listThreads(context, 'requests', flags, command),
    );
  withShowing(
    request.command('show').description('The story of a request: where it is, who has it.'),
  )
    .addHelpText(
      'after',
      `
Examples:
  $ liaise request show 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e --purpose INVESTIGATION
  $ liaise request show 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e --purpose INVESTIGATION --json

Documents and the neighbour's receipts are verified here, by the directories of both States: [verified] or
[NOT VERIFIED: why], in JSON the member "verified" of a dispatch and of a stage. One that is not verified ends the
command with 4.`,
    )
    .action((thread: ThreadId, flags: ShowFlags, command: Command) =>
      showThread(context, 'requests', thread, flags, command),
    );
}

export function listThreads(
  context: Context,
  desk: Desk,
  flags: ListFlags,
  command: Command,
): Promise<void> {
  return asking(flags, context, async ({ client }) => {
    const query = new URLSearchParams({
      limit: String(flags.limit),
      ...(flags.before !== undefined && { before: flags.before }),
    });
    const page = await client.ask(views.threads, 'GET', `/api/v1/${desk}?${query.toString()}`);
    context.terminal.answer(wantsJson(command), page, page.threads.map(threadLine));
    if (page.threads.length === 0) context.terminal.message('Nothing here.');
  });
}

export function showThread(
  context: Context,
  desk: Desk,
  thread: ThreadId,
  flags: ShowFlags,
  command: Command,
): Promise<void> {
  return asking(flags, context, async (asked) => {
    const read = { desk, thread, purpose: flags.purpose };
    const { view, next } = await readThread(asked.client, read, flags.after);
    const proven = await provenThread(asked, desk, view);
    context.terminal.answer(wantsJson(command), asJson(proven) as object, storyLines(proven));
    if (next !== null) context.terminal.message(`More documents follow: --after ${next}`);
    requireProven(proven);
  });
}

/** Nothing when the bytes still wait for their signature. */
export function tellSubmitted(
  context: Context,
  command: Command,
  sent: Submitted | undefined,
): void {
  if (sent === undefined) return;
  context.terminal.answer(wantsJson(command), sent, [
    `Signed and queued: thread ${sent.thread}, dispatch ${sent.dispatch}`,
  ]);
}

function addSend(request: Command, context: Context): void {
  const send = request
    .command('send')
    .description('Compose, show, sign and queue a request.')
    .argument('<file>', 'JSON: {to: {state, authority}, purpose, handling?, body}');
  withSending(send)
    .addHelpText(
      'after',
      `
Examples:
  $ liaise request send request.json
  $ liaise request send request.json --attach photo.jpg --attach list.csv
  $ liaise request send request.json --yes --key novak.key --passphrase-file phrase
  $ liaise request send request.json --detached request.sig --certificate novak.cert

A file:
${shownFile(requestExample)}

Without "handling" the request carries H1 (not for a court without permission), X4, six months.
${whereLists}`,
    )
    .action(async (file: string, flags: SendFlags, command: Command) => {
      const draft = parseRequestDraft(file, await readText(file));
      const sent = await asking(flags, context, async (asked) => {
        const known = await confirmedAuthorities(asked, context.now());
        return submit(asked, context, flags, '/api/v1/requests', (signing, id) =>
          composeRequest(draft, known, signing, id),
        );
      });
      tellSubmitted(context, command, sent);
    });
}

/** A later document of a thread from our side: answers at the inbox, a withdrawal of what we asked. */
export function reply(
  context: Context,
  desk: Desk,
  thread: ThreadId,
  draft: Parameters<typeof composeReply>[0],
  flags: SendFlags,
): Promise<Submitted | undefined> {
  return asking(flags, context, async (asked) => {
    const { client } = asked;
    const view = await threadToAnswer(client, { desk, thread, purpose: draft.purpose });
    const other = { state: view.peer, authority: view.peerAuthority };
    const directories = await verifiedDirectory(asked);
    // To whom the answer goes and what it answers is taken from these.
    for (const dispatch of view.dispatches)
      await requireDocument(directories, dispatch, { thread: view.thread, other });
    const known = await confirmedAuthorities(asked, context.now());
    const path = desk === 'inbox' ? `/api/v1/inbox/${view.thread}/answers` : '/api/v1/requests';
    return submit(asked, context, flags, path, (signing, id) =>
      composeReply(draft, view, known, signing, id.document),
    );
  });
}

function addWithdraw(request: Command, context: Context): void {
  const withdraw = request
    .command('withdraw')
    .description('Tell the neighbour that a request needs no answer any more.')
    .argument(...threadArgument)
    .argument('<file>', 'JSON: {kind: "withdrawal", purpose, handling?, body: {reason}}');
  withSending(withdraw)
    .addHelpText(
      'after',
      `
Examples:
  $ liaise request withdraw 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e reason.json

A file:
${shownFile(withdrawalExample)}`,
    )
    .action(async (thread: ThreadId, file: string, flags: SendFlags, command: Command) => {
      const draft = parseAnswerDraft(file, await readText(file));
      tellSubmitted(context, command, await reply(context, 'requests', thread, draft, flags));
    });
}

function addSearch(request: Command, context: Context): void {
  withProfile(request.command('search').description('Find what was asked by exact words.'))
    .argument(
      '<file>',
      'file of one line: reference, name, plate or document number; - reads the input',
    )
    .requiredOption(...purposeOption)
    .addHelpText(
      'after',
      `
The words come from a file or the input: arguments of commands can be seen by others on the machine.

Examples:
  $ liaise request search words.txt --purpose INVESTIGATION
  $ liaise request search - --purpose PREVENTION < words.txt`,
    )
    .action(async (file: string, flags: ReadFlags, command: Command) => {
      const input =
        file === '-' ? Buffer.from(await context.readInput()).toString('utf8') : undefined;
      const words = (input ?? (await readText(file))).trim();
      const body = { purpose: flags.purpose, words };
      const found = await asking(flags, context, ({ client }) =>
        client.ask(views.threads, 'POST', '/api/v1/requests/search', body),
      );
      context.terminal.answer(wantsJson(command), found, found.threads.map(threadLine));
      if (found.threads.length === 0) context.terminal.message('Nothing found.');
    });
}
