import type { Command } from 'commander';
import * as views from '../api/views.js';
import { wantsJson, type Context } from '../context.js';
import { CliError } from '../errors.js';
import { writeSecret } from '../installation/files.js';
import {
  asJson,
  asking,
  parseCount,
  parsePurpose,
  purposeOption,
  withProfile,
  type ProfileFlags,
} from '../people/asking.js';
import { printable } from '../people/printable.js';
import type { ShowFlags } from './request.js';

interface ListFlags extends ProfileFlags {
  readonly limit: string;
}
interface Row {
  readonly id: string;
  readonly at: string;
  readonly code: string;
  readonly detail: string | null;
  readonly size: number;
  readonly link: string;
}

const idForm = /^[A-Za-z0-9_-]{1,64}$/;

const line = ({ id, at, code, detail, size, link }: Row): string =>
  [printable(id), at, printable(code), `${size} bytes`, `link ${link}`, printable(detail ?? '')]
    .join('  ')
    .trimEnd();

export function addQuarantine(program: Command, context: Context): void {
  const quarantine = program
    .command('quarantine')
    .description('What came in and was not accepted, with its evidence.');
  withProfile(quarantine.command('list').description('Newest first.'))
    .option('--limit <number>', 'most rows, 1 to 100', '50')
    .addHelpText(
      'after',
      '\nExamples:\n  $ liaise quarantine list\n  $ liaise quarantine list --json',
    )
    .action((flags: ListFlags, command: Command) => list(context, flags, command));
  withProfile(quarantine.command('show').description('One of them; the evidence goes to a file.'))
    .argument('<id>')
    .requiredOption(...purposeOption)
    .option('--out <file>', 'new file for the bytes as they came, for their owner alone')
    .addHelpText(
      'after',
      '\nExamples:\n  $ liaise quarantine show 17 --purpose DETECTION\n  $ liaise quarantine show 17 --purpose DETECTION --out evidence.bin',
    )
    .action((id: string, flags: ShowFlags & { readonly out?: string }, command: Command) =>
      show(context, id, flags, command),
    );
}

function list(context: Context, flags: ListFlags, command: Command): Promise<void> {
  return asking(flags, context, async ({ client }) => {
    const path = `/api/v1/quarantine?limit=${parseCount('--limit', flags.limit, 1, 100)}`;
    const answer = await client.ask(views.quarantine, 'GET', path);
    context.terminal.answer(wantsJson(command), answer, answer.rows.map(line));
    if (answer.rows.length === 0) context.terminal.message('Nothing here.');
  });
}

function show(
  context: Context,
  id: string,
  flags: ShowFlags & { readonly out?: string },
  command: Command,
): Promise<void> {
  if (!idForm.test(id)) throw new CliError('CLI_USAGE', 'the id as `quarantine list` shows it');
  return asking(flags, context, async ({ client }) => {
    const path = `/api/v1/quarantine/${id}?purpose=${parsePurpose(flags.purpose)}`;
    const { evidence, ...row } = await client.ask(views.evidence, 'GET', path);
    if (flags.out !== undefined) await writeSecret(flags.out, evidence);
    const answer = asJson({ ...row, ...(flags.out === undefined && { evidence }) }) as object;
    context.terminal.answer(wantsJson(command), answer, [line(row), `sha256 ${row.sha256}`]);
  });
}
