import type { Command } from 'commander';
import { evidentialKinds, isEvidential } from '#capabilities/evidence/evidential-kinds.model';
import { parseDocumentId, type DocumentId, type ThreadId } from '#kernel';
import { listedId, oneOf } from '../../arguments.js';
import { markedItem, owedPage } from '../../api/gen/readers.js';
import { parseAnswerDraft } from '../../compose/draft.js';
import {
  consentExample,
  consentRequestExample,
  exculpatoryExample,
  formalExample,
  shownFile,
} from '../../compose/forms/examples.js';
import { wantsJson, type Context, type Given } from '../../context.js';
import { CliError } from '../../errors.js';
import { readText } from '../../installation/files.js';
import { asking, withProfile, type ProfileFlags } from '../../people/asking.js';
import { owedLines } from '../../people/words/evidence-words.js';
import type { Desk, Place } from '../../people/threads.js';
import { addOwed } from './owed.js';
import { formHelp, withFilling } from '../threads/filled.js';
import { sendFileOrForm, sendForm, type FormFlags } from '../threads/form-sending.js';
import { threadArgument, withSending } from '../threads/sending.js';

// Kinds whose form can be asked line by line; the formal ones are written in a file.
const formable = [
  'evidence-consent-request',
  'evidence-consent',
  'exculpatory-notice',
  'central-authority-notice',
] as const satisfies readonly (typeof evidentialKinds)[number][];

interface SendFlags extends FormFlags {
  readonly kind?: (typeof formable)[number];
  readonly answers?: DocumentId;
}

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export function addEvidence(parent: Command, context: Context, desk: Desk): void {
  addSaying(parent, context, desk);
  addMark(parent, context, desk);
  addOwed(parent, context, desk, {
    name: 'owed',
    says: 'Which consents and notices are owed since a thread is about evidence, and by whom.',
    what: 'document',
    view: owedPage,
    lines: (rows, shown) => owedLines(rows, shown, context.now()),
    settled: false,
  });
}

function addSaying(parent: Command, context: Context, desk: Desk): void {
  const files = [
    ['Asks the neighbour', consentRequestExample],
    ['Consents; of your own documents alone', consentExample],
    ['Tells the provider', exculpatoryExample],
    ['Asks formally', formalExample],
  ] as const;
  const evidence = withSending(
    parent
      .command('evidence')
      .description('Ask for, decide on, notify of or formally request what is to be evidence.')
      .argument(...threadArgument)
      .argument('[file]', 'JSON: {kind, purpose, handling?, body}; none: a form, see --kind'),
  );
  withFilling(evidence)
    .option('--kind <kind>', `without a file: ${formable.join(', ')}`, oneOf(formable))
    .option(
      '--answers <document>',
      'what it replies to, if not what it names or the newest from there',
      listedId(parseDocumentId),
    )
    .addHelpText(
      'after',
      `
Kinds: ${evidentialKinds.join(', ')}.
Only a central authority, or a prosecutor or judge, decides on a consent, takes it back (a recall with "effect") and signs
what is formal. A formal request that cites what the neighbour has said names the consent to it. "show --verbose" says the SHA-256 of
each document. While \`liaise status\` of the gateway says that formal acts are blocked, a formal request, an answer to one and a
consent are refused with what is missing (FORMAL_ACT_BLOCKED); refusing or taking back a consent and exculpatory notices never are.

The form asks for documents by their ids, whole or their last eight characters, once \`show\` has shown the thread here; their hashes are
taken from the thread, verified. Files of a document are named by --set items.0.attachments='["SHA-256"]'.
${formHelp}

Examples:
  $ liaise ${parent.name()} evidence ${example} --kind evidence-consent
  $ liaise ${parent.name()} evidence ${example} ask.json
  $ liaise ${parent.name()} evidence ${example} consent.json --answers ${example}

${files.map(([title, each]) => `${title}:\n${shownFile(each)}`).join('\n\n')}`,
    )
    .action((thread: ThreadId, file: string | undefined, flags: SendFlags, command: Command) =>
      say({ context, command, flags }, { desk, thread }, file),
    );
}

async function say(given: Given<SendFlags>, place: Place, file: string | undefined): Promise<void> {
  const { kind, answers } = given.flags;
  if (file === undefined) {
    if (kind === undefined) throw new CliError('CLI_USAGE', 'without a file: --kind');
    return sendForm(given, { ...place, blank: { kind }, answers });
  }
  const draft = parseAnswerDraft(file, await readText(file));
  if (!isEvidential(draft.kind))
    throw new CliError('CLI_FILE_INVALID', `${file}: kind: expected one about evidence`);
  return sendFileOrForm(given, { ...place, blank: { kind: kind ?? draft.kind }, answers }, file);
}

function addMark(parent: Command, context: Context, desk: Desk): void {
  withProfile(
    parent
      .command('mark-exculpatory')
      .description('Mark a document as one that speaks for an accused person; nobody can undo it.')
      .argument(...threadArgument)
      .argument('<document>', 'id of the document, from the thread', listedId(parseDocumentId)),
  )
    .addHelpText(
      'after',
      `
The State that provided it is owed an exculpatory-notice from then on: before it is disclosed, or without delay after, with
the reason (UN Convention art. 18(5), (19)). "owed" lists it until it is sent.

Examples:
  $ liaise ${parent.name()} mark-exculpatory ${example} ${example}`,
    )
    .action((thread: ThreadId, document: DocumentId, flags: ProfileFlags, command: Command) =>
      asking(flags, context, async ({ client }) => {
        const path = `/api/v1/${desk}/${thread}/dispatches/${document}/exculpatory`;
        const answer = await client.ask(markedItem, 'POST', path);
        context.terminal.answer(wantsJson(command), answer, [
          answer.marked ? 'Marked.' : 'It was marked before.',
        ]);
      }),
    );
}
