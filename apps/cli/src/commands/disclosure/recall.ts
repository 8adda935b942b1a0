import type { Command } from 'commander';
import {
  parseDocumentId,
  type DocumentId,
  type DocumentKind,
  type Purpose,
  type ThreadId,
} from '#kernel';
import { listedId } from '../../arguments.js';
import { recallPage } from '../../api/gen/readers.js';
import { recallAnswer } from '../../compose/draft.js';
import {
  correctionExample,
  narrowExample,
  recallExample,
  shownFile,
} from '../../compose/forms/examples.js';
import type { Context } from '../../context.js';
import { readText } from '../../installation/files.js';
import { asking, purposeOption, type ProfileFlags } from '../../people/asking.js';
import { answersToEnclose } from '../../people/sending/enclosing.js';
import { recallLines } from '../../people/words/recall-words.js';
import type { SubmitFlags } from '../../people/sending/submit.js';
import type { Desk, Place } from '../../people/threads.js';
import { addOwed } from './owed.js';
import { formHelp, withFilling } from '../threads/filled.js';
import { fileWords, sendFileOrForm, type FormFlags } from '../threads/form-sending.js';
import { sendReply } from '../threads/reply.js';
import { threadArgument, withSending } from '../threads/sending.js';

type SendFlags = ProfileFlags & SubmitFlags;
type AnswerFlags = SendFlags & { readonly purpose: Purpose; readonly recall?: DocumentId };
const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export function addRecalls(parent: Command, context: Context, desk: Desk): void {
  addSaying(parent, context, desk, 'recall');
  addSaying(parent, context, desk, 'correct');
  addComply(parent, context, desk);
  addCannot(parent, context, desk);
  addOwed(parent, context, desk, owed);
}

const saying = {
  recall: {
    kind: 'recall',
    description: 'Take back what your State has said, or narrow what may be done with it.',
    examples: [
      ['A file that takes back', recallExample],
      ['A file that narrows; handling may only become stricter, "tlp" may stay out', narrowExample],
    ],
  },
  correct: {
    kind: 'correction',
    description: 'Put right what your State has said; the document stays, with the correction.',
    examples: [['A file', correctionExample]],
  },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly kind: DocumentKind;
      readonly description: string;
      readonly examples: readonly (readonly [title: string, example: object])[];
    }
  >
>;

function addSaying(parent: Command, context: Context, desk: Desk, name: keyof typeof saying): void {
  const { kind, description, examples } = saying[name];
  const shown = examples.map(([title, each]) => `${title}:\n${shownFile(each)}`);
  withFilling(
    withSending(
      parent
        .command(name)
        .description(description)
        .argument(...threadArgument)
        .argument('[file]', fileWords(kind)),
    ),
  )
    .addHelpText(
      'after',
      `
Only documents that your own State has sent, at any time, also when the request has ended. Whoever holds them answers
within a day: complied, or cannot and why. "handling" beside "body" is that of this document itself.

The form asks for the ids of the documents, whole or their last eight characters, once \`show\` has shown the thread here.
${formHelp}

Examples:
  $ liaise ${parent.name()} ${name} ${example}
  $ liaise ${parent.name()} ${name} ${example} ${name}.json

${shown.join('\n\n')}`,
    )
    .action((thread: ThreadId, file: string | undefined, flags: FormFlags, command: Command) =>
      sendFileOrForm({ context, command, flags }, { blank: { kind }, desk, thread }, file),
    );
}

const withAnswering = (command: Command): Command =>
  withSending(command)
    .requiredOption(...purposeOption)
    .option(
      '--recall <document>',
      'which recall or correction, when more than one waits',
      listedId(parseDocumentId),
    );

const onwardOf = (context: Context, place: Place, { purpose, recall, ...flags }: AnswerFlags) =>
  asking(flags, context, (asked) => answersToEnclose(asked, { ...place, purpose }, recall));

function addComply(parent: Command, context: Context, desk: Desk): void {
  withAnswering(
    parent
      .command('comply')
      .description('Tell the neighbour that its recall, narrowing or correction was complied with.')
      .argument(...threadArgument),
  )
    .addHelpText(
      'after',
      `
What the neighbour has taken back is from then on not given out any more by this gateway. Remove your own copies first. What
your State has handed on it recalls first itself (\`recalls\` says where), and waits for the answers: they go with this one.

Examples:
  $ liaise ${parent.name()} comply ${example} --purpose INVESTIGATION`,
    )
    .action(async (thread: ThreadId, flags: AnswerFlags, command: Command) => {
      const onward = await onwardOf(context, { desk, thread }, flags);
      // The gateway refuses an incomplete answer and names who is missing.
      const answered = onward.filter(({ answer }) => answer !== undefined);
      const draft = recallAnswer(flags.purpose, answered);
      await sendReply({ context, command, flags }, { desk, thread }, draft, flags);
    });
}

function addCannot(parent: Command, context: Context, desk: Desk): void {
  withAnswering(
    parent
      .command('cannot')
      .description('Tell the neighbour that its recall or correction cannot be complied with.')
      .argument(...threadArgument)
      .argument('<file>', 'a file with the reason'),
  )
    .addHelpText(
      'after',
      `
What was recalled stays readable, and says so. To whom your State has handed it on, and what they have said, goes with it.

Examples:
  $ liaise ${parent.name()} cannot ${example} reason.txt --purpose INVESTIGATION`,
    )
    .action(async (thread: ThreadId, file: string, flags: AnswerFlags, command: Command) => {
      const reason = (await readText(file)).trim();
      const onward = await onwardOf(context, { desk, thread }, flags);
      const draft = recallAnswer(flags.purpose, onward, reason);
      await sendReply({ context, command, flags }, { desk, thread }, draft, flags);
    });
}

const owed = {
  name: 'recalls',
  says: 'Who has not answered a recall or correction, the neighbour or your State.',
  what: 'recall',
  view: recallPage,
  lines: recallLines,
} as const;
