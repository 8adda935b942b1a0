import type { Command } from 'commander';
import type { QuarantineView } from '#capabilities/quarantine/quarantine.contract';
import { sayStoredDetail, say } from '#language/console';
import { listedId } from '../../arguments.js';
import { sha256 } from '#wire';
import { quarantinePage, quarantinedMessage } from '../../api/gen/readers.js';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { writeSecret } from '../../installation/files.js';
import { asJson, asking, purposeOption, withProfile } from '../../people/asking.js';
import { printable } from '../../people/printable.js';
import { pageOf, withPaging, type PageFlags } from '../threads/paging.js';
import type { ReadFlags } from '../threads/showing.js';
import { showAnswer } from '../../people/answering.js';
import type { Shown } from '../../print/style.js';
import { table, type Column } from '../../print/table.js';

function parseEvidenceId(text: string): string {
  if (!/^[0-9a-f-]{36}$/.test(text))
    throw new CliError('CLI_USAGE', say('quarantine.allowedIdQuarantineList'));
  return text;
}

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

const columns: readonly Column[] = [
  { head: say('column.id') },
  { head: say('column.when') },
  { head: say('column.code'), least: 16 },
  { head: say('column.bytes'), right: true },
  { head: say('column.link'), spare: 1 },
];

const quarantineLines = (rows: readonly QuarantineView[], shown: Shown): string[] =>
  table(
    columns,
    rows.map(({ id, at, code, detail, size, link }) => ({
      cells: [shown.id(printable(id)), shown.when(at), printable(code), String(size), link],
      notes: detail === null ? [] : [printable(sayStoredDetail(detail))],
    })),
    shown,
  );

export function addQuarantine(program: Command, context: Context): void {
  const quarantine = program
    .command('quarantine')
    .description(say('quarantine.quarantineDescription'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise quarantine list --purpose DETECTION
  $ liaise quarantine show ID --purpose DETECTION --out evidence.bin`,
    );
  withPaging(quarantine.command('list').description(say('quarantine.listDescription')), 'message')
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise quarantine list --purpose DETECTION
  $ liaise quarantine list --purpose DETECTION --json`,
    )
    .action((flags: PageFlags, command: Command) => list(context, flags, command));
  withProfile(quarantine.command('show').description(say('quarantine.showDescription')))
    .argument('<id>', say('quarantine.showIdArgument'), listedId(parseEvidenceId))
    .requiredOption(...purposeOption)
    .option('--out <file>', say('quarantine.showOutOption'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise quarantine show ${example} --purpose DETECTION
  $ liaise quarantine show ${example} --purpose DETECTION --out evidence.bin`,
    )
    .action((id: string, flags: ReadFlags & { readonly out?: string }, command: Command) =>
      show(context, id, flags, command),
    );
}

function list(context: Context, flags: PageFlags, command: Command): Promise<void> {
  return asking(flags, context, async ({ client }) => {
    const query = new URLSearchParams(pageOf(flags)).toString();
    const answer = await client.ask(quarantinePage, 'GET', `/api/v1/quarantine?${query}`);
    const named = await showAnswer({ context, command, flags }, answer, (shown) =>
      quarantineLines(answer.rows, shown),
    );
    if (answer.rows.length === 0) context.terminal.message(say('quarantine.nothingHere'));
    if (answer.next !== null)
      context.terminal.message(say('quarantine.moreAfter', { next: named(answer.next) }));
  });
}

function show(
  context: Context,
  id: string,
  flags: ReadFlags & { readonly out?: string },
  command: Command,
): Promise<void> {
  return asking(flags, context, async ({ client }) => {
    const path = `/api/v1/quarantine/${id}?purpose=${flags.purpose}`;
    const { evidence, ...row } = await client.ask(quarantinedMessage, 'GET', path);
    // An empty answer with another hash means deleted evidence, not evidence of length 0.
    const isGone = evidence.length === 0 && sha256(evidence) !== row.sha256;
    if (flags.out !== undefined && !isGone) await writeSecret(flags.out, evidence);
    const answer = asJson({ ...row, ...(flags.out === undefined && { evidence }) }) as object;
    await showAnswer({ context, command, flags }, answer, (shown) => [
      ...quarantineLines([row], shown),
      `sha256 ${row.sha256}`,
    ]);
    if (isGone) context.terminal.message(say('quarantine.bytesGoneRuleRetention'));
  });
}
