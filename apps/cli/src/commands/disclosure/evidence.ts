import type { Command } from 'commander';
import {
  evidentialKinds,
  isEvidential,
  type EvidentialKind,
} from '#capabilities/evidence/evidential-kinds.model';
import { parseDocumentId, type DocumentId, type ThreadId } from '#kernel';
import { say as phrase } from '#language/console';
import { listedId, oneOf } from '../../arguments.js';
import { markedItem, owedPage } from '../../api/gen/readers.js';
import {
  consentExample,
  consentRequestExample,
  exculpatoryExample,
  formalExample,
  shownFile,
} from '../../compose/forms/examples.js';
import { wantsJson, type Context, type Given } from '../../context.js';
import { CliError } from '../../errors.js';
import { asking, withProfile, type ProfileFlags } from '../../people/asking.js';
import { owedLines } from '../../people/words/evidence-words.js';
import type { Desk, Place } from '../../people/threads.js';
import { addOwed } from './owed.js';
import { draftInFile } from '../threads/file-draft.js';
import { formHelp, withFilling } from '../threads/filled.js';
import { assertFileAlone, sendForm, type FormFlags } from '../threads/form-sending.js';
import { sendReply } from '../threads/reply.js';
import { threadArgument, withSending } from '../threads/sending.js';

interface SendFlags extends FormFlags {
  readonly kind?: EvidentialKind;
  readonly answers?: DocumentId;
}

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export function addEvidence(parent: Command, context: Context, desk: Desk): void {
  addSaying(parent, context, desk);
  addMark(parent, context, desk);
  addOwed(parent, context, desk, {
    name: 'owed',
    says: phrase('disclosureEvidence.says'),
    after: phrase('disclosureEvidence.afterOption'),
    view: owedPage,
    lines: (rows, shown) => owedLines(rows, shown, context.now()),
    settled: false,
  });
}

function addSaying(parent: Command, context: Context, desk: Desk): void {
  const files = [
    [phrase('disclosureEvidence.asksNeighbour'), consentRequestExample],
    [phrase('disclosureEvidence.consentsYourOwnDocuments'), consentExample],
    [phrase('disclosureEvidence.tellsProvider'), exculpatoryExample],
    [phrase('disclosureEvidence.asksFormally'), formalExample],
  ] as const;
  const evidence = withSending(
    parent
      .command('evidence')
      .description(phrase('disclosureEvidence.evidenceDescription'))
      .argument(...threadArgument)
      .argument('[file]', phrase('disclosureEvidence.evidenceFileArgument')),
  );
  withFilling(evidence)
    .option(
      '--kind <kind>',
      phrase('disclosureEvidence.kindOption', { evidentialKinds: evidentialKinds.join(', ') }),
      oneOf(evidentialKinds),
    )
    .option(
      '--answers <document>',
      phrase('disclosureEvidence.answersOption'),
      listedId(parseDocumentId),
    )
    .addHelpText(
      'after',
      `
${phrase('disclosureEvidence.help', { evidentialKinds: evidentialKinds.join(', '), formHelp })}

${phrase('program.examples')}
  $ liaise ${parent.name()} evidence ${example} --kind evidence-consent
  $ liaise ${parent.name()} evidence ${example} --kind formal-request --edit
  $ liaise ${parent.name()} evidence ${example} ask.json
  $ liaise ${parent.name()} evidence ${example} consent.json --answers ${example}

${files.map(([title, each]) => `${title}\n${shownFile(each)}`).join('\n\n')}`,
    )
    .action((thread: ThreadId, file: string | undefined, flags: SendFlags, command: Command) =>
      say({ context, command, flags }, { desk, thread }, file),
    );
}

async function say(given: Given<SendFlags>, place: Place, file: string | undefined): Promise<void> {
  const { kind, answers } = given.flags;
  if (file === undefined) {
    if (kind === undefined)
      throw new CliError(
        'CLI_USAGE',
        phrase('disclosureEvidence.withoutFileKind', { kinds: evidentialKinds.join(', ') }),
      );
    return sendForm(given, { ...place, blank: { kind }, answers });
  }
  assertFileAlone(given.flags);
  const draft = await draftInFile(given, place.thread, file, kind);
  if (!isEvidential(draft.kind))
    throw new CliError(
      'CLI_FILE_INVALID',
      phrase('disclosureEvidence.kindExpectedOneAbout', { file }),
    );
  return sendReply(given, place, draft, answers === undefined ? {} : { answers });
}

function addMark(parent: Command, context: Context, desk: Desk): void {
  withProfile(
    parent
      .command('mark-exculpatory')
      .description(phrase('disclosureEvidence.markExculpatoryDescription'))
      .argument(...threadArgument)
      .argument(
        '<document>',
        phrase('disclosureEvidence.markExculpatoryDocumentArgument'),
        listedId(parseDocumentId),
      ),
  )
    .addHelpText(
      'after',
      `
${phrase('disclosureEvidence.markExculpatoryHelp')}

${phrase('program.examples')}
  $ liaise ${parent.name()} mark-exculpatory ${example} ${example}`,
    )
    .action((thread: ThreadId, document: DocumentId, flags: ProfileFlags, command: Command) =>
      asking(flags, context, async ({ client }) => {
        const path = `/api/v1/${desk}/${thread}/dispatches/${document}/exculpatory`;
        const answer = await client.ask(markedItem, 'POST', path);
        context.terminal.answer(wantsJson(command), answer, [
          answer.marked
            ? phrase('disclosureEvidence.marked')
            : phrase('disclosureEvidence.markedBefore'),
        ]);
      }),
    );
}
