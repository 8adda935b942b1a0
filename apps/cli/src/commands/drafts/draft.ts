import type { Command } from 'commander';
import { requestTypeNames } from '#kernel';
import { say } from '#language/console';
import { anId, listedId } from '../../arguments.js';
import type { Bag } from '../../compose/forms/filling.js';
import { wantsJson, type Context, type Given } from '../../context.js';
import { CliError } from '../../errors.js';
import { withKey, withProfile, type ProfileFlags } from '../../people/asking.js';
import {
  deleteDraft,
  readDraft,
  readDrafts,
  removeUnfinished,
  requireSameFiles,
  type Draft,
  type NamedDraft,
} from '../../people/drafts.js';
import { openSigner, type Signer, type SignerFlags } from '../../people/keys/signer.js';
import { printable, printableJson, printableLines } from '../../people/printable.js';
import { fileOf, readProfile, signerOf } from '../../people/profile.js';
import { rememberIds } from '../../people/seen-ids.js';
import { shownBy, type Shown } from '../../print/style.js';
import { table } from '../../print/table.js';
import { forwardTarget, withEnclosing, type Enclosing } from '../disclosure/forward.js';
import { withSeeing } from '../requests/seen.js';
import { withFilling } from '../threads/filled.js';
import { sendForm, type FormFlags } from '../threads/form-sending.js';
import { withSending } from '../threads/sending.js';

type OpenFlags = ProfileFlags & SignerFlags;

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const argument = ['<draft>', say('draftsDraft.draftArgument'), listedId(anId)] as const;

export function addDraft(program: Command, context: Context): void {
  const draft = program
    .command('draft')
    .description(say('draftsDraft.draftDescription'))
    .hook('preAction', (_, asked) => {
      const { profile } = asked.opts<ProfileFlags>();
      return removeUnfinished(fileOf(profile, context), context.now());
    })
    .addHelpText(
      'after',
      `
${say('draftsDraft.draftHelp')}

${say('program.examples')}
  $ liaise draft list
  $ liaise draft resume 6a1c2d3e --edit
  $ liaise draft delete 6a1c2d3e`,
    );
  withKey(withProfile(draft.command('list').description(say('draftsDraft.listDescription'))))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise draft list
  $ liaise draft list --json`,
    )
    .action((flags: OpenFlags, command: Command) => listDrafts({ context, command, flags }));
  withKey(
    withProfile(
      draft
        .command('show')
        .description(say('draftsDraft.showDescription'))
        .argument(...argument),
    ),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise draft show ${example} > answer.json`,
    )
    .action((id: string, flags: OpenFlags, command: Command) =>
      showDraft({ context, command, flags }, id),
    );
  addResume(draft, context);
  addDelete(draft, context);
}

function addDelete(draft: Command, context: Context): void {
  withProfile(
    draft
      .command('delete')
      .description(say('draftsDraft.deleteDescription'))
      .argument(...argument),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise draft delete ${example}`,
    )
    .action(async (id: string, flags: ProfileFlags, command: Command) => {
      await deleteDraft(fileOf(flags.profile, context), id);
      context.terminal.answer(wantsJson(command), { draft: id }, [
        say('draftsDraft.draftDestroyed'),
      ]);
    });
}

function addResume(draft: Command, context: Context): void {
  const resume = draft
    .command('resume')
    .description(say('draftsDraft.resumeDescription'))
    .argument(...argument)
    .option('--to <STATE/authority>', say('draftsDraft.resumeToOption'));
  withEnclosing(withSeeing(withSending(withFilling(resume))))
    .addHelpText(
      'after',
      `
${say('draftsDraft.help')}

${say('program.examples')}
  $ liaise draft resume ${example}
  $ liaise draft resume ${example} --edit
  $ liaise draft resume ${example} --set reasons="In port since noon." --yes`,
    )
    .action((id: string, flags: FormFlags & Enclosing, command: Command) =>
      resumeDraft({ context, command, flags }, id),
    );
}

async function opened({
  context,
  flags,
}: Given<OpenFlags>): Promise<{ file: string; signer: Signer }> {
  const file = fileOf(flags.profile, context);
  const profile = await readProfile(file);
  if (profile === undefined) throw new CliError('CLI_NO_SESSION', file);
  return { file, signer: await openSigner(flags, signerOf(profile), context) };
}

const columns = [
  { head: say('column.id') },
  { head: say('column.kept') },
  { head: say('column.what'), least: 12 },
  { head: say('column.threadOrTo'), least: 8 },
  { head: say('column.why'), least: 12, spare: 1 },
] as const;

function placeOf({ thread, content }: Draft, shown: Shown): string {
  if (thread !== null) return shown.id(thread);
  try {
    const { to } = JSON.parse(content) as { readonly to?: Bag };
    return to === undefined ? '' : printable(`${String(to['state'])}/${String(to['authority'])}`);
  } catch {
    return '';
  }
}

function cellsOf({ id, draft, code }: NamedDraft, shown: Shown): readonly string[] {
  if (draft === undefined) {
    const isClosed = code === 'CLI_DRAFT_CLOSED';
    const words = isClosed ? say('draftsDraft.notOpenKey') : say('draftsDraft.cannotRead');
    return [shown.id(id), '', words, '', isClosed ? '' : (code ?? '')];
  }
  return [
    shown.id(id),
    shown.when(draft.keptAt),
    printable(draft.type ?? draft.kind),
    placeOf(draft, shown),
    printable(draft.why ?? say('draftsDraft.keptYou')),
  ];
}

async function listDrafts(given: Given<OpenFlags>): Promise<void> {
  const { context, command } = given;
  const { file, signer } = await opened(given);
  const drafts = await readDrafts(file, signer);
  await rememberIds(
    file,
    drafts.map(({ id }) => id),
  );
  const shown = shownBy(command, context.terminal);
  const rows = drafts.map((each) => ({ cells: cellsOf(each, shown) }));
  context.terminal.answer(wantsJson(command), { drafts }, table(columns, rows, shown));
  if (drafts.length === 0) context.terminal.message(say('draftsDraft.noDraftKept'));
}

async function showDraft(given: Given<OpenFlags>, id: string): Promise<void> {
  const { context, command } = given;
  const { file, signer } = await opened(given);
  const draft = await readDraft(file, id, signer);
  context.terminal.answer(wantsJson(command), { id, draft }, readable(draft.content));
}

function readable(content: string): string[] {
  try {
    return printableJson(JSON.parse(content)).split('\n');
  } catch {
    return printableLines(content);
  }
}

async function resumeDraft(given: Given<FormFlags & Enclosing>, id: string): Promise<void> {
  const { flags } = given;
  const { file, signer } = await opened(given);
  const draft = await readDraft(file, id, signer);
  const { kind, desk, thread, answers, attach } = draft;
  if (kind !== 'forward' && flags.enclose !== undefined)
    throw new CliError('CLI_USAGE', say('draftsDraft.enclosesNothing', { kind }));
  const type = requestTypeNames.find((each) => each === draft.type);
  const blank = { kind, ...(type !== undefined && { type }) };
  const again = { ...flags, attach: flags.attach ?? (await requireSameFiles(attach)) };
  const resumed = { ...given, flags: again };
  const target =
    kind === 'forward'
      ? forwardTarget(resumed)
      : { blank, desk, thread, answers: answers ?? undefined };
  await sendForm(resumed, target, { id, draft });
}
