import type { Command } from 'commander';
import { parseOfficerId, type OfficerId } from '#kernel';
import { encodeEntry } from '#wire';
import { displayNameFlaw, looksLike } from '#capabilities/directory/names/display-name.model';
import { say } from '#language/console';
import { fitting } from '../../arguments.js';
import { officerNameEntry } from '../../compose/entries/entries.js';
import type { Context } from '../../context.js';
import { keptOfficers } from '../../directory/kept-names.js';
import { CliError } from '../../errors.js';
import { withProfile, withSigner } from '../../people/asking.js';
import { runEntry, stateOf, withEntry, type EntryFlags } from '../../people/entries/grants.js';
import { fileOf } from '../../people/profile.js';

/** Name as it is typed, in normal form C. @throws CliError CLI_USAGE saying what a name may not have */
function nameIn(typed: string): string {
  const name = typed.length > 10_000 ? typed : typed.normalize('NFC').trim();
  const flaw = name === '' ? undefined : displayNameFlaw(name);
  if (flaw !== undefined) throw new CliError('CLI_USAGE', say(`nameFlaw.${flaw}`));
  return name;
}

export function addName(officer: Command, context: Context): void {
  const named = officer
    .command('name')
    .description(say('officerName.nameDescription'))
    .argument('[officer]', say('officerName.nameOfficerArgument'), fitting(parseOfficerId))
    .argument('[name]', say('officerName.nameNameArgument'));
  withSigner(withEntry(withProfile(named)))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise officer name a.novak "Ana Novák" --key admin-1.key --out name.json
  $ liaise officer name --submit name.json
  $ liaise officer name a.novak "" --key admin-1.key --out no-name.json

${say('officerName.nameHelp')}`,
    )
    .action(
      (id: OfficerId | undefined, typed: string | undefined, flags: EntryFlags, command: Command) =>
        runEntry({ context, command, flags }, ['officer-name'], async () => {
          if (id === undefined || typed === undefined)
            throw new CliError('CLI_USAGE', say('officerName.nameOfficerAndName'));
          const name = nameIn(typed);
          await warnOfLikeness(context, flags, id, name);
          const stated = { state: await stateOf(context, flags), at: context.now() };
          return { entry: encodeEntry(officerNameEntry(stated, { officer: id, name })) };
        }),
    );
}

// By the directory that the profile last verified; `officer list` marks what looks alike, too.
async function warnOfLikeness(
  context: Context,
  flags: EntryFlags,
  officer: OfficerId,
  name: string,
): Promise<void> {
  const { ids, names } = await keptOfficers(fileOf(flags.profile, context));
  const others = looksLike(officer, name, ids, names);
  if (name !== '' && others.length > 0)
    context.terminal.message(say('officerName.looksLike', { others: others.join(', ') }));
}
