import type { Command } from 'commander';
import { parseOfficerId, parseStateCode, type OfficerId, type StateCode } from '#kernel';
import { say } from '#language/console';
import { fitting } from '../../arguments.js';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { readText } from '../../installation/files.js';
import { confirm, withProfile, type ProfileFlags } from '../../people/asking.js';
import {
  addressOf,
  confused,
  mostNames,
  parseDisplayName,
  parseNames,
  readNames,
  withNames,
  withoutName,
  writeNames,
  type OfficerName,
} from '../../people/names/name-book.js';
import { printable } from '../../people/printable.js';
import { fileOf, readProfile } from '../../people/profile.js';
import { withName } from '../../print/style.js';

interface NameFlags extends ProfileFlags {
  readonly state?: StateCode;
  readonly remove?: true;
}
interface NamesFlags extends ProfileFlags {
  readonly from?: string;
  readonly yes?: true;
}

export function addNames(officer: Command, context: Context): void {
  addName(officer, context);
  withProfile(officer.command('names').description(say('officerName.namesDescription')))
    .option('--from <file>', say('officerName.fromOption'))
    .option('--yes', say('officerName.yesOption'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise officer names
  $ liaise officer names --json > names.json
  $ liaise officer names --from names.json`,
    )
    .action((flags: NamesFlags, command: Command) => names(context, flags, command));
}

function addName(officer: Command, context: Context): void {
  const name = officer
    .command('name')
    .description(say('officerName.nameDescription'))
    .argument('<officer>', say('officerName.officerArgument'), fitting(parseOfficerId))
    .argument('[name]', say('officerName.nameArgument'), fitting(parseDisplayName))
    .option('--state <code>', say('officerName.stateOption'), fitting(parseStateCode))
    .option('--remove', say('officerName.removeOption'));
  withProfile(name)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise officer name a.novak "Ana Novák"
  $ liaise officer name e.pappa "Ελένη Παππά" --state XB
  $ liaise officer name a.novak --remove

${say('officerName.nameHelp', { mostNames })}`,
    )
    .action((id: OfficerId, given: string | undefined, flags: NameFlags, command: Command) =>
      nameOne(context, { id, given }, flags, command),
    );
}

const lineOf = ({ state, officer, name }: OfficerName): string =>
  `${state}  ${withName(officer, name)}`;

const mostListed = 5;

function confusedLines(
  given: readonly OfficerName[],
  all: readonly OfficerName[],
): readonly string[] {
  const alike = confused(given, all).map(addressOf);
  const listed = alike.slice(0, mostListed).join(', ') + (alike.length > mostListed ? ', …' : '');
  return alike.length === 0 ? [] : [say('officerName.looksLike', { listed })];
}

async function nameOne(
  context: Context,
  { id, given }: { readonly id: OfficerId; readonly given: string | undefined },
  flags: NameFlags,
  command: Command,
): Promise<void> {
  if ((given === undefined) !== (flags.remove === true))
    throw new CliError('CLI_USAGE', say('officerName.nameOrRemove'));
  const file = fileOf(flags.profile, context);
  const state = flags.state ?? (await readProfile(file))?.state;
  if (state === undefined) throw new CliError('CLI_NO_SESSION');
  const before = await readNames(file);
  const whose = { state, officer: id };
  const json = wantsJson(command);
  if (given === undefined) {
    await writeNames(file, withoutName(before, whose));
    context.terminal.answer(json, { ...whose, name: null }, [say('officerName.removed', whose)]);
    return;
  }
  const named = { ...whose, name: given };
  const after = withNames(before, [named]);
  await writeNames(file, after);
  for (const line of confusedLines([named], after)) context.terminal.message(line);
  context.terminal.answer(json, named, [lineOf(named)]);
}

async function names(context: Context, flags: NamesFlags, command: Command): Promise<void> {
  const file = fileOf(flags.profile, context);
  const before = await readNames(file);
  const all = flags.from === undefined ? before : await taken(context, flags, file, before);
  context.terminal.answer(
    wantsJson(command),
    { v: 1, names: all },
    all.length === 0 ? [say('officerName.none')] : all.map(lineOf),
  );
}

async function taken(
  context: Context,
  { from = '', yes }: NamesFlags,
  file: string,
  before: readonly OfficerName[],
): Promise<readonly OfficerName[]> {
  const given = parseNames(from, await readText(from));
  const olds = new Map(before.map((each) => [addressOf(each), each]));
  const lines = given.flatMap((each) => {
    const old = olds.get(addressOf(each));
    if (old?.name === each.name) return [];
    const was =
      old === undefined ? '' : `  ${say('officerName.was', { name: printable(old.name) })}`;
    return [`${lineOf(each)}${was}`];
  });
  if (lines.length === 0) return before;
  const after = withNames(before, given);
  const warning = confusedLines(given, after);
  await confirm(context, yes === true, [...lines, ...warning], say('officerName.take', { from }));
  if (yes === true) for (const line of warning) context.terminal.message(line);
  await writeNames(file, after);
  return after;
}
