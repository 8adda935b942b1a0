import { say } from '#language/console';
import { subjectAsks } from '../../api/gen/readers.js';
import type { SubjectAsks } from '#capabilities/data-subjects/data-subjects.contract';
import type { Command } from 'commander';
import { monthsAfter } from '#capabilities/retention/schedule.model';
import {
  parseThreadId,
  subjectPurposes,
  type AuthorityAddress,
  type Purpose,
  type ThreadId,
} from '#kernel';
import { subjectGrounds, subjectLimits } from '#capabilities/data-subjects/data-subjects.lists';
import type { ApiClient } from '../../api/client.js';
import { Refusal } from '../../api/refusal.js';
import { count, gather, listedId, oneOf } from '../../arguments.js';
import { composeOpening } from '../../compose/document.js';
import { parseRecipient } from '../../compose/release.js';
import { subjectAsk, type AskFlags } from '../../compose/subject.js';
import type { Context } from '../../context.js';
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
import { provenThread, assertProven } from '../../receipts/proven-thread.js';
import { tellSent, tellSubmitted, threadArgument } from '../threads/sending.js';
import { personOf } from './person.js';
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
      .description(say('asks.askDescription'))
      .argument('[file]', say('asks.askFileArgument'))
      .requiredOption(
        '--to <STATE/authority>',
        say('asks.askToOption', { mostStates }),
        gather(parseRecipient),
      )
      .requiredOption(
        '--ground <ground>',
        say('asks.askGroundOption', { subjectGrounds: subjectGrounds.join(', ') }),
        oneOf(subjectGrounds),
      )
      .requiredOption('--reference <text>', say('asks.askReferenceOption'))
      .option('--answer-by <day>', say('asks.askAnswerByOption'))
      .option('--wish <file>', say('asks.askWishOption'))
      .option('--language <code>', say('asks.askLanguageOption'), 'en'),
  )
    .addHelpText(
      'after',
      `
${say('asks.askHelp')}

${say('program.examples')}
  $ liaise subject ask --to XB/border-police --ground ACCESS --reference "DP 2026/17"
  $ liaise subject ask person.json --to XB/border-police --ground ACCESS --reference "DP 2026/17"
  $ liaise subject ask person.json --to XB/border-police --to XC/coast-guard --ground RECTIFICATION --reference "DP 2026/17" --wish wish.txt`,
    )
    .action((file: string | undefined, flags: AskedFlags, command: Command) =>
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
  file: string | undefined,
  flags: AskedFlags,
  command: Command,
): Promise<void> {
  const { ground, reference, language, wish } = flags;
  // Each authority once: a second ask would open a second thread there.
  const to = [
    ...new Map(flags.to.map((each) => [`${each.state}/${each.authority}`, each])).values(),
  ];
  if (to.length > mostStates) throw new CliError('CLI_USAGE', say('asks.toAtMost', { mostStates }));
  if (to.length > 1 && flags.detached !== undefined)
    throw new CliError('CLI_USAGE', say('asks.detachedOneStateTime'));
  const person = await personOf(context, file);
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
        context.terminal.message(say('asks.askedThread', { state, authority, thread: one.thread }));
    }
    if (drafts.length === 1) await tellSubmitted(context, command, sent[0]);
    else
      await tellSent(context, command, sent, {
        line: ({ thread, dispatch }) =>
          say('asks.signedQueuedThreadDispatch', { thread, dispatch }),
        value: (reports) => ({ sent: reports }),
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
      .description(say('asks.asksDescription'))
      .option(...subjectPurposeOption, subjectPurposes[0])
      .option('--received', say('asks.asksReceivedOption'))
      .option('--sent', say('asks.asksSentOption'))
      .option(
        '--limit <number>',
        say('asks.asksLimitOption', { asksPage: subjectLimits.asksPage }),
        count(1, subjectLimits.asksPage),
        subjectLimits.asksPage,
      )
      .option('--after <thread>', say('asks.asksAfterOption'), listedId(parseThreadId)),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
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
    throw new CliError('CLI_USAGE', say('asks.afterReceivedSent'));
  return asking(flags, context, async ({ client }) => {
    const pages = [];
    for (const place of shown) pages.push({ place, ...(await pageOf(client, place, flags)) });
    const asks = pages.flatMap((page) => page.asks);
    const named = await showAnswer(
      { context, command, flags },
      Object.fromEntries(
        pages.map(({ place, asks: found, next }) => [place, { asks: found, next }]),
      ),
      (printed) => askLines(asks, printed, context.now()),
    );
    if (asks.length === 0) context.terminal.message(say('asks.nothingHere'));
    for (const { place, next } of pages)
      if (next !== null)
        context.terminal.message(say('asks.moreFollowAfter', { place, next: named(next) }));
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
      .description(say('asks.showDescription'))
      .argument(...threadArgument)
      .option(...subjectPurposeOption, subjectPurposes[0]),
  )
    .addHelpText(
      'after',
      `
${say('asks.showHelp')}

${say('program.examples')}
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
        if (next !== null) context.terminal.message(say('asks.moreDocumentsFollowAfter', { next }));
        assertProven(proven);
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
