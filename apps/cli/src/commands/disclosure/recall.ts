import type { Command } from 'commander';
import {
  parseDocumentId,
  type DocumentId,
  type DocumentKind,
  type Purpose,
  type ThreadId,
} from '#kernel';
import { say } from '#language/console';
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
import { asking, type ProfileFlags } from '../../people/asking.js';
import { threadPurposeOption } from '../../people/thread-purpose.js';
import { answersToEnclose } from '../../people/sending/enclosing.js';
import { recallLines } from '../../people/words/recall-words.js';
import type { SubmitFlags } from '../../people/sending/submit.js';
import type { Desk, Place } from '../../people/threads.js';
import { addOwed } from './owed.js';
import { formHelp, withFilling } from '../threads/filled.js';
import { fileWords, sendFileOrForm, type FormFlags } from '../threads/form-sending.js';
import { sendReply } from '../threads/reply.js';
import { threadArgument, withSending } from '../threads/sending.js';
import { neededText, withText, type TextFlags } from '../../people/plain-text.js';

type SendFlags = ProfileFlags & SubmitFlags;
type AnswerFlags = SendFlags & { readonly purpose: Purpose; readonly recall?: DocumentId };
type CannotFlags = AnswerFlags & TextFlags;
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
    description: say('disclosureRecall.description'),
    examples: [
      [say('disclosureRecall.fileTakesBack'), recallExample],
      [say('disclosureRecall.fileNarrowsHandlingOnly'), narrowExample],
    ],
  },
  correct: {
    kind: 'correction',
    description: say('disclosureRecall.descriptionPutRightWhat'),
    examples: [[say('program.fileExample'), correctionExample]],
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
  const shown = examples.map(([title, each]) => `${title}\n${shownFile(each)}`);
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
${say('disclosureRecall.help', { formHelp })}

${say('program.examples')}
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
    .option(...threadPurposeOption)
    .option('--recall <document>', say('disclosureRecall.recallOption'), listedId(parseDocumentId));

const onwardOf = (context: Context, place: Place, { purpose, recall, ...flags }: AnswerFlags) =>
  asking(flags, context, (asked) => answersToEnclose(asked, { ...place, purpose }, recall));

function addComply(parent: Command, context: Context, desk: Desk): void {
  withAnswering(
    parent
      .command('comply')
      .description(say('disclosureRecall.complyDescription'))
      .argument(...threadArgument),
  )
    .addHelpText(
      'after',
      `
${say('disclosureRecall.complyHelp')}

${say('program.examples')}
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
    withText(
      parent
        .command('cannot')
        .description(say('disclosureRecall.cannotDescription'))
        .argument(...threadArgument),
      say('disclosureRecall.cannotFileArgument'),
    ),
  )
    .addHelpText(
      'after',
      `
${say('disclosureRecall.cannotHelp')}

${say('program.examples')}
  $ liaise ${parent.name()} cannot ${example} reason.txt --purpose INVESTIGATION`,
    )
    .action(
      async (thread: ThreadId, file: string | undefined, flags: CannotFlags, command: Command) => {
        const reason = await neededText(context, file, flags);
        const onward = await onwardOf(context, { desk, thread }, flags);
        const draft = recallAnswer(flags.purpose, onward, reason);
        await sendReply({ context, command, flags }, { desk, thread }, draft, flags);
      },
    );
}

const owed = {
  name: 'recalls',
  says: say('disclosureRecall.says'),
  after: say('disclosureRecall.afterOption'),
  view: recallPage,
  lines: recallLines,
} as const;
