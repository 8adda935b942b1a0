import type { Command } from 'commander';
import {
  parseDocumentId,
  parseTimestamp,
  type AuthorityAddress,
  type DocumentId,
  type Purpose,
  type ThreadId,
  type Timestamp,
} from '#kernel';
import type { EnclosedRelease } from '#capabilities/disclosure/kinds/enclosed.kind';
import { say } from '#language/console';
import { fitting, gather, gatherListed, listedId } from '../../arguments.js';
import type { ReleaseView } from '#capabilities/disclosure/releases/releases.contract';
import { releasePage } from '../../api/gen/readers.js';
import {
  answeringRelease,
  askingRelease,
  askToAnswer,
  openAsks,
  parseRecipient,
} from '../../compose/release.js';
import { exampleTime } from '../../compose/forms/examples.js';
import { completeSource, parseSource, type Source } from '../../compose/forward.js';
import type { Context, Given } from '../../context.js';
import { asking, type ProfileFlags } from '../../people/asking.js';
import { threadPurposeOption } from '../../people/thread-purpose.js';
import type { SubmitFlags } from '../../people/sending/submit.js';
import { documentOf, readThread, type Desk, type Place } from '../../people/threads.js';
import { releaseToEnclose } from '../../people/sending/enclosing.js';
import { addOwed } from './owed.js';
import { sendReply } from '../threads/reply.js';
import { threadArgument, withSending } from '../threads/sending.js';
import type { Shown } from '../../print/style.js';
import { table, type Column } from '../../print/table.js';
import { neededText, withText, type TextFlags } from '../../people/plain-text.js';

type SendFlags = ProfileFlags & SubmitFlags & { readonly purpose: Purpose };
interface AskFlags extends SendFlags, TextFlags {
  readonly recipient: AuthorityAddress;
  readonly through: readonly AuthorityAddress[];
  readonly until: Timestamp;
}
interface AnswerFlags extends SendFlags {
  readonly ask?: DocumentId;
  readonly until?: Timestamp;
  readonly enclose?: readonly Source[];
}

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const time = exampleTime(30);

export function addReleases(parent: Command, context: Context, desk: Desk): void {
  addAsk(parent, context, desk);
  addConsent(parent, context, desk);
  addDeny(parent, context, desk);
  addOwed(parent, context, desk, owed);
}

function addAsk(parent: Command, context: Context, desk: Desk): void {
  const subcommand: Command = withSending(
    withText(
      parent
        .command('ask-consent')
        .description(say('disclosureRelease.askConsentDescription'))
        .argument(...threadArgument)
        .argument(
          '<document>',
          say('disclosureRelease.askConsentDocumentArgument'),
          listedId(parseDocumentId),
        ),
      say('disclosureRelease.askConsentFileArgument'),
    ),
  )
    .requiredOption(
      '--recipient <STATE/authority>',
      say('disclosureRelease.askConsentRecipientOption'),
      fitting(parseRecipient),
    )
    .option(
      '--through <STATE/authority>',
      say('disclosureRelease.askConsentThroughOption'),
      gather(parseRecipient),
      [],
    )
    .requiredOption(
      '--until <time>',
      say('disclosureRelease.askConsentUntilOption'),
      fitting(parseTimestamp),
    )
    .option(...threadPurposeOption)
    .addHelpText(
      'after',
      `
${say('disclosureRelease.askConsentHelp')}

${say('program.examples')}
  $ liaise ${parent.name()} ask-consent ${example} ${example} why.txt \\
      --recipient XC/coast-guard --until ${time} --purpose INVESTIGATION
  $ liaise ${parent.name()} ask-consent ${example} ${example} why.txt \\
      --recipient XD/border-police --through XC/coast-guard --until ${time} --purpose INVESTIGATION`,
    )
    .action(
      async (thread: ThreadId, item: DocumentId, file: string | undefined, flags: AskFlags) => {
        const reason = await neededText(context, file, flags);
        await askRelease({ context, command: subcommand, flags }, { desk, thread }, item, reason);
      },
    );
}

async function askRelease(
  given: Given<AskFlags>,
  place: Place,
  item: DocumentId,
  reason: string,
): Promise<void> {
  const { recipient, through, purpose, until } = given.flags;
  const document = await asking(given.flags, given.context, ({ client }) =>
    documentOf(client, { ...place, purpose }, item),
  );
  const draft = askingRelease(document, { recipient, through, purpose, until, reason });
  await sendReply(given, place, draft);
}

const withAnswering = (command: Command): Command =>
  withSending(command)
    .option(...threadPurposeOption)
    .option('--ask <document>', say('disclosureRelease.askOption'), listedId(parseDocumentId));

async function answer(given: Given<AnswerFlags>, place: Place, refusal?: string): Promise<void> {
  const { context, flags } = given;
  const { purpose, until, ask } = flags;
  const { asked, releases } = await asking(flags, context, async (client) => {
    const { view } = await readThread(client.client, { ...place, purpose });
    const question = askToAnswer(openAsks(view.dispatches), ask);
    const item = view.dispatches.find(({ dispatch }) => dispatch === question.body.item);
    const found: EnclosedRelease[] = [];
    for (const source of flags.enclose ?? [])
      found.push(await releaseToEnclose(client, source, purpose, item));
    return { asked: question, releases: found };
  });
  const draft = answeringRelease(asked, {
    releases,
    ...(until !== undefined && { until }),
    ...(refusal !== undefined && { refusal }),
  });
  const basis = { answers: asked.id };
  await sendReply(given, place, draft, basis);
}

function addConsent(parent: Command, context: Context, desk: Desk): void {
  withAnswering(
    parent
      .command('consent')
      .description(say('disclosureRelease.consentDescription'))
      .argument(...threadArgument),
  )
    .option('--until <time>', say('disclosureRelease.consentUntilOption'), fitting(parseTimestamp))
    .option(
      '--enclose <desk/thread/document>',
      say('disclosureRelease.consentEncloseOption'),
      gatherListed(parseSource, completeSource),
    )
    .addHelpText(
      'after',
      `
${say('disclosureRelease.consentHelp')}

${say('program.examples')}
  $ liaise ${parent.name()} consent ${example} --purpose INVESTIGATION
  $ liaise ${parent.name()} consent ${example} --purpose INVESTIGATION --until ${time}
  $ liaise ${parent.name()} consent ${example} --purpose INVESTIGATION --enclose inbox/${example}/${example}`,
    )
    .action((thread: ThreadId, flags: AnswerFlags, command: Command) =>
      answer({ context, command, flags }, { desk, thread }),
    );
}

function addDeny(parent: Command, context: Context, desk: Desk): void {
  withAnswering(
    withText(
      parent
        .command('deny-consent')
        .description(say('disclosureRelease.denyConsentDescription'))
        .argument(...threadArgument),
      say('disclosureRelease.denyConsentFileArgument'),
    ),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise ${parent.name()} deny-consent ${example} reason.txt --purpose INVESTIGATION`,
    )
    .action(
      async (
        thread: ThreadId,
        file: string | undefined,
        flags: AnswerFlags & TextFlags,
        command: Command,
      ) => {
        const refusal = await neededText(context, file, flags);
        await answer({ context, command, flags }, { desk, thread }, refusal);
      },
    );
}

const columns: readonly Column[] = [
  { head: say('column.id') },
  { head: say('column.thread') },
  { head: say('column.document') },
  { head: say('column.of'), least: 12 },
  { head: say('column.answer') },
  { head: say('column.since'), spare: 1 },
];

const consentLines = (releases: readonly ReleaseView[], shown: Shown): string[] =>
  table(
    columns,
    releases.map(({ request, at, by, originator, answer: given, thread, item }) => ({
      cells: [
        ...[request, thread, item].map(shown.id),
        `${originator.state}/${originator.authority}`,
        given === null ? say('disclosureRelease.owed') : given.outcome,
        shown.when(given === null ? at : given.at),
      ],
      notes:
        given === null
          ? [say('disclosureRelease.askedBy', { by })]
          : [say('disclosureRelease.askedByAt', { by, at: shown.when(at) })],
    })),
    shown,
  );

const owed = {
  name: 'consents',
  says: say('disclosureRelease.says'),
  after: say('disclosureRelease.afterOption'),
  view: releasePage,
  lines: consentLines,
} as const;
