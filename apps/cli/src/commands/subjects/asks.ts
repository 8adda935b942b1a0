import { subjectAsks } from '../../api/gen/readers.js';
import type { SubjectAsks } from '#capabilities/data-subjects/data-subjects.contract';
import type { Command } from 'commander';
import { monthsAfter } from '#capabilities/retention/schedule.model';
import { parseThreadId, type AuthorityAddress, type Purpose, type ThreadId } from '#kernel';
import { subjectGrounds, subjectLimits } from '#capabilities/data-subjects/data-subjects.lists';
import type { ApiClient } from '../../api/client.js';
import { Refusal } from '../../api/refusal.js';
import { count, gather, listedId, oneOf } from '../../arguments.js';
import { composeOpening } from '../../compose/document.js';
import { parseRecipient } from '../../compose/release.js';
import { personIn, subjectAsk, type AskFlags } from '../../compose/subject.js';
import { wantsJson, type Context } from '../../context.js';
import { confirmedAuthorities } from '../../directory/confirm.js';
import { CliError } from '../../errors.js';
import { readText } from '../../installation/files.js';
import {
  asJson,
  asking,
  subjectPurposeOption,
  withProfile,
  type ProfileFlags,
} from '../../people/asking.js';
import { storyLines } from '../../people/story/story.js';
import { askLines } from '../../people/words/subject-words.js';
import type { Sent } from '../../people/sending/follow.js';
import { submit, type SubmitFlags } from '../../people/sending/submit.js';
import { readAsk, type AskPlace, type Read } from '../../people/threads.js';
import { provenThread, requireProven } from '../../receipts/proven-thread.js';
import { tellSent, tellSubmitted, threadArgument } from '../threads/sending.js';
import { addSubjectReplies, withSigning } from './replies.js';
import { showAnswer } from '../../people/answering.js';

type SendFlags = ProfileFlags & SubmitFlags;

const places = ['received', 'sent'] as const;
const mostStates = 16;
const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export function addSubjectAsks(subject: Command, context: Context): void {
  addAsk(subject, context);
  addList(subject, context);
  addShow(subject, context);
  addSubjectReplies(subject, context);
}

function addAsk(subject: Command, context: Context): void {
  withSigning(
    subject
      .command('ask')
      .description('Ask the data protection officers of neighbours what they keep of a person.')
      .argument('<file>', 'who the person is, as for `subject search`')
      .requiredOption(
        '--to <STATE/authority>',
        `whom to ask; may be given up to ${mostStates} times`,
        gather(parseRecipient),
      )
      .requiredOption(
        '--ground <ground>',
        `what the person wants: ${subjectGrounds.join(', ')}`,
        oneOf(subjectGrounds),
      )
      .requiredOption('--reference <text>', 'of the person’s application in your own files')
      .option('--answer-by <day>', 'when you want the answer; standard: in a month')
      .option('--wish <file>', 'what is to be put right, erased or restricted')
      .option('--language <code>', 'in which you write', 'en'),
  )
    .addHelpText(
      'after',
      `
Each State is asked by itself, signed and sealed so that only data protection officers of that authority can read it. You see every
document before you sign it. Fifty a day.

Examples:
  $ liaise subject ask person.json --to XB/border-police --ground ACCESS --reference "DP 2026/17"
  $ liaise subject ask person.json --to XB/border-police --to XC/coast-guard --ground RECTIFICATION --reference "DP 2026/17" --wish wish.txt`,
    )
    .action((file: string, flags: AskedFlags, command: Command) =>
      ask(context, file, flags, command),
    );
}

type AskedFlags = SendFlags &
  Omit<AskFlags, 'answerBy'> & {
    readonly to: readonly AuthorityAddress[];
    readonly answerBy?: string;
  };

async function ask(
  context: Context,
  file: string,
  flags: AskedFlags,
  command: Command,
): Promise<void> {
  const { ground, reference, language, wish } = flags;
  // Each authority once: a second ask would open a second thread there.
  const to = [
    ...new Map(flags.to.map((each) => [`${each.state}/${each.authority}`, each])).values(),
  ];
  if (to.length > mostStates) throw new CliError('CLI_USAGE', `--to: at most ${mostStates}`);
  if (to.length > 1 && flags.detached !== undefined)
    throw new CliError('CLI_USAGE', '--detached: one State at a time');
  const person = personIn(file, await readText(file));
  const said = {
    ...{ ground, reference, language },
    answerBy: flags.answerBy ?? monthsAfter(context.now(), 1).toISOString().slice(0, 10),
    ...(wish !== undefined && { wish: await readText(wish) }),
  };
  // All drafts are checked before the first is signed.
  const drafts = to.map((each) => subjectAsk(each, person, said));
  await asking(flags, context, async (asked) => {
    const known = await confirmedAuthorities(asked, context.now());
    const sent: Sent[] = [];
    for (const draft of drafts) {
      const { state, authority } = draft.to;
      const one = await submit({ asked, context, flags }, '/api/v1/subjects/sent', (signing, id) =>
        composeOpening(draft, known, signing, id),
      );
      if (one === undefined) continue;
      sent.push(one);
      // Reported at once: a later one may be refused, but this one is sent.
      if (drafts.length > 1)
        context.terminal.message(`Asked ${state}/${authority}: thread ${one.thread}`);
    }
    if (drafts.length === 1) await tellSubmitted(context, command, sent[0]);
    else
      await tellSent(context, wantsJson(command), sent, {
        line: ({ thread, dispatch }) => `Signed and queued: thread ${thread}, dispatch ${dispatch}`,
        value: (told) => ({ sent: told }),
      });
  });
}

interface ReadFlags extends ProfileFlags {
  readonly purpose: Purpose;
}
interface ListFlags extends ReadFlags {
  readonly sent?: true;
  readonly received?: true;
  readonly limit: number;
  readonly after?: ThreadId;
}

function addList(subject: Command, context: Context): void {
  withProfile(
    subject
      .command('asks')
      .description('What your authority was asked about persons, and what it asked; newest first.')
      .requiredOption(...subjectPurposeOption)
      .option('--received', 'only what neighbours ask')
      .option('--sent', 'only what your authority asks')
      .option(
        '--limit <number>',
        `most rows of each, 1 to ${subjectLimits.asksPage}`,
        count(1, subjectLimits.asksPage),
        subjectLimits.asksPage,
      )
      .option(
        '--after <thread>',
        'with --received or --sent: go on after this one',
        listedId(parseThreadId),
      ),
  )
    .addHelpText(
      'after',
      `
Examples:
  $ liaise subject asks --purpose DATA_SUBJECT_RIGHTS
  $ liaise subject asks --purpose DATA_SUBJECT_RIGHTS --received --limit 10 --json
  $ liaise subject asks --purpose DATA_SUBJECT_RIGHTS --sent --after ${example}`,
    )
    .action((flags: ListFlags, command: Command) => listAsks(context, flags, command));
}

function listAsks(context: Context, flags: ListFlags, command: Command): Promise<void> {
  const wanted = places.filter((place) => flags[place] === true);
  const shown = wanted.length === 0 ? places : wanted;
  if (flags.after !== undefined && shown.length > 1)
    throw new CliError('CLI_USAGE', '--after: of which, --received or --sent?');
  return asking(flags, context, async ({ client }) => {
    const pages = [];
    for (const place of shown) pages.push({ place, ...(await pageOf(client, place, flags)) });
    const asks = pages.flatMap((page) => page.asks);
    await showAnswer(
      { context, command, flags },
      Object.fromEntries(
        pages.map(({ place, asks: found, next }) => [place, { asks: found, next }]),
      ),
      (printed) => askLines(asks, printed, context.now()),
    );
    if (asks.length === 0) context.terminal.message('Nothing here.');
    for (const { place, next } of pages)
      if (next !== null) context.terminal.message(`More follow: --${place} --after ${next}`);
  });
}

export const pageOf = (
  client: ApiClient,
  place: AskPlace,
  { purpose, limit, after }: { purpose: Purpose; limit: number; after?: ThreadId | null },
): Promise<SubjectAsks> => {
  const query = `purpose=${purpose}&limit=${limit}${after == null ? '' : `&after=${after}`}`;
  return client.ask(subjectAsks, 'GET', `/api/v1/subjects/${place}?${query}`);
};

function addShow(subject: Command, context: Context): void {
  withProfile(
    subject
      .command('show')
      .description('What was asked about a person, what was answered, and where it is.')
      .argument(...threadArgument)
      .requiredOption(...subjectPurposeOption),
  )
    .addHelpText(
      'after',
      `
Documents and the neighbour's receipts are verified here, by the directories of both States.

Examples:
  $ liaise subject show ${example} --purpose DATA_SUBJECT_RIGHTS
  $ liaise subject show ${example} --purpose DATA_SUBJECT_RIGHTS --json`,
    )
    .action((thread: ThreadId, flags: ReadFlags, command: Command) =>
      asking(flags, context, async (asked) => {
        const { place, view, next } = await askOf(asked.client, thread, flags.purpose);
        const proven = await provenThread(asked, `subjects/${place}`, view, flags.purpose);
        await showAnswer({ context, command, flags }, asJson(proven) as object, (shown) =>
          storyLines(proven, shown, context.now()),
        );
        if (next !== null)
          context.terminal.message(`More documents follow after ${next}; they are not shown.`);
        requireProven(proven);
      }),
    );
}

async function askOf(
  client: ApiClient,
  thread: ThreadId,
  purpose: Purpose,
): Promise<Read & { readonly place: AskPlace }> {
  try {
    return { place: 'received', ...(await readAsk(client, 'received', thread, purpose)) };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'NOT_FOUND') throw error;
    return { place: 'sent', ...(await readAsk(client, 'sent', thread, purpose)) };
  }
}
