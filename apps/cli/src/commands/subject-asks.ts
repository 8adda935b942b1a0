import type { Command } from 'commander';
import {
  isKind,
  monthsAfter,
  parseThreadId,
  personSought,
  subjectGrounds,
  subjectLimits,
  subjectMeasures,
  subjectRestrictions,
  type AuthorityAddress,
  type SubjectRestriction,
  type ThreadId,
} from '#model';
import { decodeDocument } from '#wire';
import type { ApiClient } from '../api/client.js';
import { Refusal } from '../api/refusal.js';
import * as views from '../api/views.js';
import * as subjects from '../api/subject-views.js';
import { count, fitting, gather, oneOf } from '../arguments.js';
import { composeOpening } from '../compose/document.js';
import { parseRecipient } from '../compose/release.js';
import {
  personIn,
  subjectAnswer,
  subjectAsk,
  type AnswerFlags,
  type AskFlags,
} from '../compose/subject.js';
import { wantsJson, type Context } from '../context.js';
import { confirmedAuthorities } from '../directory/confirm.js';
import { CliError } from '../errors.js';
import { readText } from '../installation/files.js';
import { asJson, asking, withProfile, withSigner, type ProfileFlags } from '../people/asking.js';
import { storyLines } from '../people/story.js';
import { askLine, factLines } from '../people/subject-words.js';
import { submit, type Submitted, type SubmitFlags } from '../people/submit.js';
import { provenThread, requireProven } from '../receipts/proven-thread.js';
import { composing } from './reply.js';
import { tellSubmitted, threadArgument } from './sending.js';

type SendFlags = ProfileFlags & SubmitFlags;
type Place = 'sent' | 'received';

const places = ['received', 'sent'] as const;
const mostStates = 16;
const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

const withSigning = (command: Command): Command =>
  withSigner(withProfile(command.option('--yes', 'sign without asking')));

/** What data protection officers of States ask each other about a person: `subject ask`, `asks`, `show`, `answer`. */
export function addSubjectAsks(subject: Command, context: Context): void {
  addAsk(subject, context);
  addList(subject, context);
  addShow(subject, context);
  addAnswer(subject, context);
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
  const { to, ground, reference, language, wish } = flags;
  if (to.length > mostStates) throw new CliError('CLI_USAGE', `--to: at most ${mostStates}`);
  if (to.length > 1 && flags.detached !== undefined)
    throw new CliError('CLI_USAGE', '--detached: one State at a time');
  const person = personIn(file, await readText(file));
  const said = {
    ...{ ground, reference, language },
    answerBy: flags.answerBy ?? monthsAfter(context.now(), 1).toISOString().slice(0, 10),
    ...(wish !== undefined && { wish: await readText(wish) }),
  };
  // What is wrong with one is wrong with all: known before the first is signed.
  const drafts = to.map((each) => subjectAsk(each, person, said));
  await asking(flags, context, async (asked) => {
    const known = await confirmedAuthorities(asked, context.now());
    const sent: Submitted[] = [];
    for (const draft of drafts) {
      const { state, authority } = draft.to;
      const one = await submit(asked, context, flags, '/api/v1/subjects/sent', (signing, id) =>
        composeOpening(draft, known, signing, id),
      );
      if (one === undefined) continue;
      sent.push(one);
      // Said at once: what follows may be refused, and this is on its way.
      if (drafts.length > 1)
        context.terminal.message(`Asked ${state}/${authority}: thread ${one.thread}`);
    }
    if (drafts.length === 1) tellSubmitted(context, command, sent[0]);
    else context.terminal.answer(wantsJson(command), { sent }, []);
  });
}

interface ListFlags extends ProfileFlags {
  readonly sent?: true;
  readonly received?: true;
  readonly limit: number;
  readonly before?: ThreadId;
}

function addList(subject: Command, context: Context): void {
  withProfile(
    subject
      .command('asks')
      .description('What your authority was asked about persons, and what it asked; newest first.')
      .option('--received', 'only what neighbours ask')
      .option('--sent', 'only what your authority asks')
      .option(
        '--limit <number>',
        `most rows of each, 1 to ${subjectLimits.asksPage}`,
        count(1, subjectLimits.asksPage),
        subjectLimits.asksPage,
      )
      .option(
        '--before <thread>',
        'with --received or --sent: go on after this one',
        fitting(parseThreadId),
      ),
  )
    .addHelpText(
      'after',
      `
Examples:
  $ liaise subject asks
  $ liaise subject asks --received --limit 10 --json
  $ liaise subject asks --sent --before ${example}`,
    )
    .action((flags: ListFlags, command: Command) => listAsks(context, flags, command));
}

function listAsks(context: Context, flags: ListFlags, command: Command): Promise<void> {
  const wanted = places.filter((place) => flags[place] === true);
  const shown = wanted.length === 0 ? places : wanted;
  if (flags.before !== undefined && shown.length > 1)
    throw new CliError('CLI_USAGE', '--before: of which, --received or --sent?');
  return asking(flags, context, async ({ client }) => {
    const pages = [];
    for (const place of shown)
      pages.push({ place, ...(await pageOf(client, place, flags.limit, flags.before)) });
    const lines = pages.flatMap(({ asks }) => asks.map((row) => askLine(row, context.now())));
    context.terminal.answer(
      wantsJson(command),
      Object.fromEntries(pages.map(({ place, asks, next }) => [place, { asks, next }])),
      lines,
    );
    if (lines.length === 0) context.terminal.message('Nothing here.');
    for (const { place, next } of pages)
      if (next !== null) context.terminal.message(`More follow: --${place} --before ${next}`);
  });
}

/** @throws Refusal, CliError */
export const pageOf = (
  client: ApiClient,
  place: Place,
  limit: number,
  before?: ThreadId | null,
): Promise<subjects.Asks> => {
  const after = before == null ? '' : `&before=${before}`;
  return client.ask(subjects.asks, 'GET', `/api/v1/subjects/${place}?limit=${limit}${after}`);
};

function addShow(subject: Command, context: Context): void {
  withProfile(
    subject
      .command('show')
      .description('What was asked about a person, what was answered, and where it is.')
      .argument(...threadArgument),
  )
    .addHelpText(
      'after',
      `
Documents and the neighbour's receipts are verified here, by the directories of both States.

Examples:
  $ liaise subject show ${example}
  $ liaise subject show ${example} --json`,
    )
    .action((thread: ThreadId, flags: ProfileFlags, command: Command) =>
      asking(flags, context, async (asked) => {
        const { place, view } = await askOf(asked.client, thread);
        const proven = await provenThread(asked, `subjects/${place}`, view);
        context.terminal.answer(
          wantsJson(command),
          asJson(proven) as object,
          storyLines(proven, context.now()),
        );
        requireProven(proven);
      }),
    );
}

/** Received or sent: the id does not say which. @throws Refusal, CliError */
async function askOf(
  client: ApiClient,
  thread: ThreadId,
): Promise<{ readonly place: Place; readonly view: views.Thread }> {
  const read = (place: Place) =>
    client.ask(views.thread, 'GET', `/api/v1/subjects/${place}/${thread}?limit=100`);
  try {
    return { place: 'received', view: await read('received') };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'NOT_FOUND') throw error;
    return { place: 'sent', view: await read('sent') };
  }
}

const restrictionsOf = (value: string): SubjectRestriction[] =>
  value.split(',').map(oneOf(subjectRestrictions));

function addAnswer(subject: Command, context: Context): void {
  withSigning(
    subject
      .command('answer')
      .description('Answer what a neighbour asks about a person, by what this State keeps.')
      .argument(...threadArgument)
      .option(
        '--also <thread>',
        'tell of this file too, although it is with another State; may be given several times',
        gather(parseThreadId),
      )
      .option(
        '--leave-out <thread>',
        'do not tell of this file; may be given several times',
        gather(parseThreadId),
      )
      .option(
        '--restricted <grounds>',
        `why it is not told, by comma: ${subjectRestrictions.join(', ')}`,
        restrictionsOf,
      )
      .option(
        '--measure <measure>',
        `what was done upon the wish: ${subjectMeasures.join(', ')}`,
        oneOf(subjectMeasures),
      )
      .option('--remarks <file>', 'words beside it')
      .option('--language <code>', 'in which you write', 'en'),
  )
    .addHelpText(
      'after',
      `
The person is looked for here first, as by \`subject search\`: counted and logged, under the ground and the reference of the ask. You
see what was found, and sign what is told of it: the files that were exchanged with the State that asks, and no other unless you say
--also. What is found and not told is said to be withheld. With --restricted, and nothing beside it, nothing is said of whether there
is anything.
A later answer takes the place of the one before.

Examples:
  $ liaise subject answer ${example}
  $ liaise subject answer ${example} --leave-out 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3f --restricted RIGHTS_OF_OTHERS
  $ liaise subject answer ${example} --restricted PREVENTION_AND_PROSECUTION --yes`,
    )
    .action(
      (
        thread: ThreadId,
        flags: SendFlags & Omit<AnswerFlags, 'remarks'> & { readonly remarks?: string },
        command: Command,
      ) => answer(context, thread, flags, command),
    );
}

async function answer(
  context: Context,
  thread: ThreadId,
  flags: SendFlags & AnswerFlags,
  command: Command,
): Promise<void> {
  const { remarks: file, ...said } = flags;
  const remarks = file === undefined ? undefined : await readText(file);
  await asking(flags, context, async (asked) => {
    const { client } = asked;
    const path = `/api/v1/subjects/received/${thread}`;
    const view = await client.ask(views.thread, 'GET', `${path}?limit=100`);
    const found = await everyFact(client, view);
    for (const fact of found) for (const line of factLines(fact)) context.terminal.message(line);
    if (found.length === 0) context.terminal.message('No file here names the person.');
    const draft = subjectAnswer(view.peer, found, { ...said, ...(remarks && { remarks }) });
    const seen = view.dispatches.at(-1)?.dispatch ?? null;
    const compose = await composing(asked, context, { view, seen, answers: undefined }, draft);
    const beside = seen === null ? {} : { seen };
    const sent = await submit(asked, context, flags, `${path}/answers`, compose, beside);
    tellSubmitted(context, command, sent);
  });
}

/** All that this State keeps of the person whom an ask is about. @throws Refusal, CliError */
async function everyFact(client: ApiClient, view: views.Thread): Promise<subjects.Fact[]> {
  const opener = view.dispatches.find(({ kind }) => kind === 'data-subject-request');
  const document = opener && decodeDocument(opener.document);
  if (document === undefined || !isKind(document, 'data-subject-request'))
    throw new CliError('CLI_ANSWER_INVALID', 'nothing opens the thread');
  const { ground, ownReference, sought } = document.body;
  const { names, numbers, birthDate } = personSought(sought);
  const reference = `${ownReference} of ${view.peer}`;
  const person = { names, numbers, ...(birthDate !== null && { birthDate }) };
  const facts: subjects.Fact[] = [];
  for (let before: ThreadId | null | undefined; before !== null;) {
    const asked = { ground, reference, ...person, ...(before && { before }) };
    const page = await client.ask(subjects.subjects, 'POST', '/api/v1/subjects/search', asked);
    facts.push(...page.facts);
    before = facts.length > subjectLimits.facts ? null : page.next;
  }
  return facts;
}
