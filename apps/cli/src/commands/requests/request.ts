import type { Command } from 'commander';
import {
  parseDocumentId,
  type DocumentId,
  type OpeningKind,
  type Purpose,
  type ThreadId,
} from '#kernel';
import { count, fitting, oneOf } from '../../arguments.js';
import { parseListPlace } from '#capabilities/requests/list-place.model';
import { threadPage } from '../../api/gen/readers.js';
import {
  copiedToo,
  informationExample,
  requestExample,
  shownFile,
  whereLists,
} from '../../compose/forms/examples.js';
import { parseOpeningDraft, type OpeningDraft } from '../../compose/draft.js';
import { wantsJson, type Context } from '../../context.js';
import { readText } from '../../installation/files.js';
import {
  asJson,
  asking,
  purposeOption,
  withProfile,
  type ProfileFlags,
} from '../../people/asking.js';
import { withSeeing, type SeeingFlags } from './seen.js';
import { provenThread, requireProven } from '../../receipts/proven-thread.js';
import { storyLines, threadLines } from '../../people/story/story.js';
import type { Sent } from '../../people/sending/follow.js';
import { waitingLine } from '../../people/words/clock-words.js';
import { readThread, type Desk } from '../../people/threads.js';
import { addBroadcast, sendToAll, withBroadcast, type BroadcastFlags } from './broadcast.js';
import { addSearch } from '../threads/search.js';
import { addNotes } from '../inbox/desk.js';
import { addForm } from '../threads/form.js';
import { addForward } from '../disclosure/forward.js';
import { addLife } from './life.js';
import { sendOpening } from './opening.js';
import { addOperation } from '../halts/operation.js';
import { addRecalls } from '../disclosure/recall.js';
import { addEvidence } from '../disclosure/evidence.js';
import { addReleases } from '../disclosure/release.js';
import { pageOf, withPage, type PageFlags } from '../threads/paging.js';
import { addReviews } from '../threads/review.js';
import { addRosters } from '../threads/roster.js';
import { addStops } from '../halts/stop.js';
import { addDuplicates, addNotices } from '../threads/duplicates.js';
import { addFollowing } from '../threads/reply.js';
import { tellSubmitted, threadArgument, withSending } from '../threads/sending.js';

type SendFlags = ProfileFlags & BroadcastFlags & SeeingFlags;
export interface ListFlags extends PageFlags {
  readonly open?: true;
  readonly order?: 'newest' | 'due';
  readonly dueWithin?: number;
  readonly mine?: true;
  readonly unclaimed?: true;
}
export interface ReadFlags extends ProfileFlags {
  readonly purpose: Purpose;
}
export interface ShowFlags extends ReadFlags {
  readonly after?: DocumentId;
}

/** A list by when a thread was opened, or by how much time is left; open risks to life first. */
export const withListing = (command: Command): Command =>
  withPage(command)
    .option(
      '--after <place>',
      'go on after this row, the last one seen: as it was told, or a thread',
      fitting(parseListPlace),
    )
    .option('--order <order>', 'newest first, or by due time', oneOf(['newest', 'due']))
    .option('--open', 'only what has not ended')
    .option(
      '--due-within <hours>',
      'only what is late, or will be within so many hours, and risks to life that nobody has in hand',
      count(1, 999),
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
  $ liaise request life --to XB/coast-guard --where "43.1N 15.2E" --persons 40 "Boat adrift, can you rescue?"
  $ liaise request form VESSEL > vessel.json
  $ liaise request send vessel.json --attach photo.jpg
  $ liaise request list --purpose INVESTIGATION
  $ liaise request show THREAD --purpose INVESTIGATION`,
    );
  addLife(request, context);
  addSend(request, context);
  addTell(request, context);
  addForm(request, context, 'requests');
  addFollowing(request, context);
  addBroadcast(request, context);
  addSearch(request, context, 'requests');
  addDuplicates(request, context);
  addNotices(request, context, 'requests');
  addNotes(request, context, 'requests');
  addForward(request, context);
  addReleases(request, context, 'requests');
  addEvidence(request, context, 'requests');
  addRecalls(request, context, 'requests');
  addOperation(request, context, 'requests');
  addStops(request, context, 'requests');
  addRosters(request, context, 'requests');
  addReviews(request, context, 'requests');
  withListing(
    request
      .command('list')
      .description(
        'Our requests: risks to life that nobody has in hand, other open ones, then the newest.',
      ),
  )
    .option('--mine', 'only what you have sent')
    .addHelpText(
      'after',
      `
Examples:
  $ liaise request list --purpose INVESTIGATION
  $ liaise request list --purpose INVESTIGATION --order due --mine
  $ liaise request list --purpose INVESTIGATION --limit 10 --json`,
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
      ...pageOf(flags),
      ...(flags.order === 'due' && { order: 'DUE' }),
      ...(flags.open && { open: 'true' }),
      ...(flags.dueWithin !== undefined && { dueWithin: String(flags.dueWithin) }),
      ...(flags.mine && { mine: 'true' }),
      ...(flags.unclaimed && { unclaimed: 'true' }),
    });
    const page = await client.ask(threadPage, 'GET', `/api/v1/${desk}?${query.toString()}`);
    const { terminal } = context;
    const lines = threadLines(terminal, page.threads, context.now());
    terminal.answer(wantsJson(command), page, lines);
    const waiting = waitingLine(page.waiting);
    if (waiting !== undefined) terminal.message(waiting);
    if (page.threads.length === 0) context.terminal.message('Nothing here.');
    if (page.next !== null) context.terminal.message(`More follow: --after ${page.next}`);
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
    const proven = await provenThread(asked, desk, view, flags.purpose);
    context.terminal.answer(
      wantsJson(command),
      asJson(proven) as object,
      storyLines(proven, context.now()),
    );
    if (next !== null) context.terminal.message(`More documents follow: --after ${next}`);
    requireProven(proven);
  });
}

function addSend(request: Command, context: Context): void {
  const send = request
    .command('send')
    .description('Compose, show, sign and queue a request.')
    .argument('<file>', 'JSON: {to: {state, authority}, purpose, handling?, body}');
  withSeeing(withBroadcast(withSending(send)))
    .addHelpText(
      'after',
      `
Examples:
  $ liaise request send request.json
  $ liaise request send request.json --attach photo.jpg --attach list.csv
  $ liaise request send request.json --yes --key novak.key --passphrase-file phrase
  $ liaise request send request.json --detached request.sig --certificate novak.cert
  $ liaise request send request.json --also-to XC/coast-guard --also-to XD/border-police --proportionality "Nobody knows where it lies."

A file:
${shownFile(requestExample)}

Before it is signed you see who is already at work on the same (\`duplicates\`), and say yes to that, too. Where nobody is asked,
--yes alone is refused then (DUPLICATE_NOT_SEEN); --yes --duplicates-seen shows it and sends all the same. A risk to life never waits.
The example of each type: \`liaise request form TYPE\`.
Several States are asked the same with --also-to. One by one it is refused within 24 hours (BROADCAST_NEEDED; not for a risk to life): withdraw
what was sent already and ask all of them, or say in the next request what the first State has answered.
Without "handling" the request carries H1 (not for a court without permission), X4, and is kept for twelve
months after the exchange (the whole file goes with what is kept the shortest). With H2, or "tlp" RED,
it is read there, but its files are fetched only once you have consented (\`consent\`); those of
a risk to life also for the purpose SAFETY_OF_LIFE.
It states the time limits that both States have agreed (\`peer list\`), unless they are the standard ones.
Where it needs a power of the other State, "powers" in the body says which, as ["BANK_DATA", "INTERCEPTION"]: you see before you
sign what by your law has to be asked formally (\`liaise policy show\`), and they see it by theirs.
${copiedToo('art. 4(2)')}
An answer to a request that is kept from them is kept with it.
${whereLists}`,
    )
    .action((file: string, flags: SendFlags, command: Command) =>
      open(context, 'request', file, flags, command),
    );
}

function addTell(request: Command, context: Context): void {
  const tell = request
    .command('tell')
    .description('Tell a neighbour something that it did not ask for.')
    .argument('<file>', 'JSON: {to: {state, authority}, purpose, handling?, body}');
  withSending(tell)
    .addHelpText(
      'after',
      `
Examples:
  $ liaise request tell information.json
  $ liaise request tell information.json --attach photo.jpg

A file:
${shownFile(informationExample)}

${copiedToo('art. 7')}`,
    )
    .action((file: string, flags: SendFlags, command: Command) =>
      open(context, 'spontaneous-information', file, flags, command),
    );
}

async function open(
  context: Context,
  kind: OpeningKind,
  file: string,
  flags: SendFlags,
  command: Command,
): Promise<void> {
  const draft = parseOpeningDraft(kind, file, await readText(file));
  const sent: string[] = [];
  const send = async (each: OpeningDraft): Promise<Sent | undefined> => {
    const submitted = await sendOpening(context, flags, () => each, sent);
    if (submitted !== undefined) sent.push(submitted.thread);
    return submitted;
  };
  if ((flags.alsoTo ?? flags.broadcast) !== undefined && isRequest(draft))
    await sendToAll(context, draft, flags, command, send);
  else await tellSubmitted(context, command, await send(draft));
}

const isRequest = (draft: OpeningDraft): draft is OpeningDraft<'request'> =>
  draft.kind === 'request';
