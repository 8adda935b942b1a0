import { say } from '#language/console';
import { foundFiles } from '../../api/gen/readers.js';
import type { FoundFiles, SubjectFact } from '#capabilities/data-subjects/found-files.contract';
import type { Thread } from '../../api/shown.js';
import type { Command } from 'commander';
import { isKind, parseThreadId, type ThreadId } from '#kernel';
import { personSought } from '#capabilities/data-subjects/found-files.model';
import {
  subjectLimits,
  subjectMeasures,
  subjectRestrictions,
  type SubjectRestriction,
} from '#capabilities/data-subjects/data-subjects.lists';
import { decodeDocument } from '#wire';
import { Refusal } from '../../api/refusal.js';
import { completeId, count, gatherListed, oneOf, orShort } from '../../arguments.js';
import {
  subjectAnswer,
  subjectWithdrawal,
  type AnswerFlags,
  type SubjectFindings,
} from '../../compose/subject.js';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { readText } from '../../installation/files.js';
import type { Asking } from '../../people/profile.js';
import { asking, withProfile, withSigner, type ProfileFlags } from '../../people/asking.js';
import { factLines } from '../../people/words/subject-words.js';
import { submit, type SubmitFlags } from '../../people/sending/submit.js';
import { readAsk } from '../../people/threads.js';
import { composing } from '../threads/reply.js';
import { tellSubmitted, threadArgument } from '../threads/sending.js';
import { asSigned } from '../../print/style.js';

type SendFlags = ProfileFlags & SubmitFlags;
type SearchFlags = Pick<AnswerFlags, 'restricted'> & { readonly searches: number };

// Most searches for one ask: a common name must not use up the officer's daily limit.
const mostSearches = 4;

// Purpose of the reads: the purpose for which the documents were sent.
const purpose = 'DATA_SUBJECT_RIGHTS';

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export const withSigning = (command: Command): Command =>
  withSigner(withProfile(command.option('--yes', say('replies.yesOption'))));

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
      .description(say('replies.answerDescription'))
      .argument(...threadArgument)
      .option(
        '--also <thread>',
        say('replies.answerAlsoOption'),
        gatherListed(orShort(parseThreadId), completeId),
      )
      .option(
        '--leave-out <thread>',
        say('replies.answerLeaveOutOption'),
        gatherListed(orShort(parseThreadId), completeId),
      )
      .option(
        '--restricted <grounds>',
        say('replies.answerRestrictedOption', {
          subjectRestrictions: subjectRestrictions.join(', '),
        }),
        restrictionsOf,
      )
      .option(
        '--measure <measure>',
        say('replies.answerMeasureOption', { subjectMeasures: subjectMeasures.join(', ') }),
        oneOf(subjectMeasures),
      )
      .option(
        '--searches <number>',
        say('replies.answerSearchesOption'),
        count(1, subjectLimits.searchesPerDay),
        mostSearches,
      )
      .option('--remarks <file>', say('replies.answerRemarksOption'))
      .option('--language <code>', say('replies.answerLanguageOption'), 'en'),
  )
    .addHelpText(
      'after',
      `
${say('replies.answerHelp')}

${say('program.examples')}
  $ liaise subject answer ${example}
  $ liaise subject answer ${example} --leave-out 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3f --restricted RIGHTS_OF_OTHERS
  $ liaise subject answer ${example} --restricted PREVENTION_AND_PROSECUTION --yes`,
    )
    .action(
      (
        thread: ThreadId,
        flags: SendFlags &
          SearchFlags &
          Omit<AnswerFlags, 'remarks'> & { readonly remarks?: string },
        command: Command,
      ) => answer(context, thread, flags, command),
    );
}

async function answer(
  context: Context,
  thread: ThreadId,
  flags: SendFlags & SearchFlags & AnswerFlags,
  command: Command,
): Promise<void> {
  const { remarks: file, ...said } = flags;
  const remarks = file === undefined ? undefined : await readText(file);
  await asking(flags, context, async (asked) => {
    const { view } = await readAsk(asked.client, 'received', thread, purpose);
    const kept = await everyFact(asked, context, view, flags);
    for (const fact of kept.found)
      for (const line of factLines(fact, asSigned)) context.terminal.message(line);
    if (kept.found.length === 0 && !kept.more)
      context.terminal.message(say('replies.noFileNamesPerson'));
    const draft = subjectAnswer(view.peer, kept, { ...said, ...(remarks && { remarks }) });
    const seen = view.dispatches.at(-1)?.dispatch ?? null;
    const compose = await composing(asked, context, { view, seen, answers: undefined }, draft);
    const beside = seen === null ? {} : { seen };
    const path = `/api/v1/subjects/received/${thread}/answers`;
    const sent = await submit({ asked, context, flags }, path, compose, beside);
    await tellSubmitted(context, command, sent);
  });
}

function addWithdraw(subject: Command, context: Context): void {
  withSigning(
    subject
      .command('withdraw')
      .description(say('replies.withdrawDescription'))
      .argument(...threadArgument)
      .option('--reason <file>', say('replies.withdrawReasonOption')),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
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
          const { view } = await readAsk(asked.client, 'sent', thread, purpose);
          const found = { view, seen: null, answers: undefined };
          const compose = await composing(asked, context, found, draft);
          const sender = { asked, context, flags };
          await tellSubmitted(context, command, await submit(sender, path, compose));
        });
      },
    );
}

async function everyFact(
  { client }: Asking,
  { terminal }: Context,
  view: Thread,
  { searches, restricted }: SearchFlags,
): Promise<SubjectFindings> {
  const sought = soughtIn(view);
  const found: SubjectFact[] = [];
  let after: ThreadId | null = null;
  try {
    for (let spent = 0; spent < searches && found.length <= subjectLimits.facts; spent += 1) {
      const asked = { ...sought, ...(after !== null && { after }) };
      // Namesakes are left out, so a page may bring no fact and still cost a search.
      const page: FoundFiles = await client.ask(
        foundFiles,
        'POST',
        '/api/v1/subjects/search',
        asked,
      );
      found.push(...page.facts);
      after = page.next;
      if (after === null) return { found, more: false };
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'SUBJECT_TOO_VAGUE') {
      terminal.message(say('replies.subjectTooVagueWhat'));
      return { found, more: false };
    }
    if (error.code !== 'SUBJECT_SEARCHES_SPENT' || restricted === undefined) throw error;
    terminal.message(say('replies.subjectSearchesSpentNot'));
    return { found, more: true };
  }
  terminal.message(say('replies.moreFilesNamePerson'));
  return { found, more: true };
}

function soughtIn(view: Thread): object {
  const opener = view.dispatches.find(({ kind }) => kind === 'data-subject-request');
  const document = opener && decodeDocument(opener.document);
  if (document === undefined || !isKind(document, 'data-subject-request'))
    throw new CliError('CLI_ANSWER_INVALID', say('replies.nothingOpensThread'));
  const { ground, ownReference, sought } = document.body;
  const { names, numbers, birthDate } = personSought(sought);
  // Logged, so it is the same in every language.
  const reference = `${ownReference} of ${view.peer}`;
  return { ground, reference, names, numbers, ...(birthDate !== null && { birthDate }) };
}
