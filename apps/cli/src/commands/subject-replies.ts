import type { Command } from 'commander';
import {
  isKind,
  parseThreadId,
  personSought,
  subjectLimits,
  subjectMeasures,
  subjectRestrictions,
  type SubjectRestriction,
  type ThreadId,
} from '#model';
import { decodeDocument } from '#wire';
import type { ApiClient } from '../api/client.js';
import * as views from '../api/views.js';
import * as subjects from '../api/subject-views.js';
import { gather, oneOf } from '../arguments.js';
import { subjectAnswer, subjectWithdrawal, type AnswerFlags } from '../compose/subject.js';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { readText } from '../installation/files.js';
import { asking, withProfile, withSigner, type ProfileFlags } from '../people/asking.js';
import { factLines } from '../people/subject-words.js';
import { submit, type SubmitFlags } from '../people/submit.js';
import { composing } from './reply.js';
import { tellSubmitted, threadArgument } from './sending.js';

type SendFlags = ProfileFlags & SubmitFlags;

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

/** Of what is asked and answered about a person alone: no files go along. */
export const withSigning = (command: Command): Command =>
  withSigner(withProfile(command.option('--yes', 'sign without asking')));

/** What is said in a thread about a person after it was opened: `subject answer`, `subject withdraw`. */
export function addSubjectReplies(subject: Command, context: Context): void {
  addAnswer(subject, context);
  addWithdraw(subject, context);
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

function addWithdraw(subject: Command, context: Context): void {
  withSigning(
    subject
      .command('withdraw')
      .description('Tell a neighbour that an ask about a person needs no answer any more.')
      .argument(...threadArgument)
      .option('--reason <file>', 'why; it needs none'),
  )
    .addHelpText(
      'after',
      `
Examples:
  $ liaise subject withdraw ${example}
  $ liaise subject withdraw ${example} --reason reason.txt --yes`,
    )
    .action(
      async (
        thread: ThreadId,
        flags: SendFlags & { readonly reason?: string },
        command: Command,
      ) => {
        const { reason } = flags;
        const draft = subjectWithdrawal(reason === undefined ? '' : await readText(reason));
        await asking(flags, context, async (asked) => {
          const path = '/api/v1/subjects/sent';
          const view = await asked.client.ask(views.thread, 'GET', `${path}/${thread}?limit=100`);
          const found = { view, seen: null, answers: undefined };
          const compose = await composing(asked, context, found, draft);
          tellSubmitted(context, command, await submit(asked, context, flags, path, compose));
        });
      },
    );
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
