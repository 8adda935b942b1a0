import type { Command } from 'commander';
import { parseAuthorityId, timestamp, type AuthorityId } from '#kernel';
import {
  parseDutyRoster,
  dutyRosterFlaw,
  dutyRosterGaps,
  type DutyPeriod,
} from '#capabilities/duty/duty-roster.schema';
import { encodeEntry } from '#wire';
import { say, sayDetail } from '#language/console';
import { readContent } from '../../api/shape.js';
import { fitting } from '../../arguments.js';
import { dutyRosterEntry } from '../../compose/entries/entries.js';
import { exampleDay } from '../../compose/forms/examples.js';
import { wantsJson, type Context } from '../../context.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import { CliError } from '../../errors.js';
import { readText } from '../../installation/files.js';
import { asking, withProfile, withSigner } from '../../people/asking.js';
import {
  runEntry,
  stateOf,
  withEntry,
  type EntryFlags,
  type Started,
} from '../../people/entries/grants.js';
import { days } from '../../people/moments.js';
import { shownWithNames } from '../../people/names/name-book.js';
import { printable } from '../../people/printable.js';
import type { Shown } from '../../print/style.js';
import { table } from '../../print/table.js';

interface DutyRosterFlags extends EntryFlags {
  readonly authority?: AuthorityId;
  readonly file?: string;
}

export function addDutyRoster(authority: Command, context: Context): void {
  const roster = authority
    .command('roster')
    .description(say('dutyRoster.rosterDescription'))
    .option('--authority <id>', say('dutyRoster.which'), fitting(parseAuthorityId))
    .option('--file <file>', say('dutyRoster.rosterFileOption'));
  withSigner(withEntry(withProfile(roster)))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise authority roster --authority border-police
  $ liaise authority roster --state XA --authority border-police --file roster.json --key registrar-1.key --out signed.json
  $ liaise authority roster --submit signed.json --url https://localhost:8443 --ca services-ca.crt

${say('dutyRoster.help', { exampleDay: exampleDay(1), exampleDayExampleDay: exampleDay(2) })}`,
    )
    .action((flags: DutyRosterFlags, command: Command) =>
      flags.file === undefined && flags.cosign === undefined && flags.submit === undefined
        ? show(context, flags, command)
        : runEntry({ context, command, flags }, ['duty-roster'], () => start(context, flags)),
    );
}

async function start(context: Context, flags: DutyRosterFlags): Promise<Started> {
  const { authority, file } = flags;
  if (authority === undefined || file === undefined)
    throw new CliError('CLI_USAGE', say('dutyRoster.authorityFileNeeded'));
  const roster = readContent(file, await readText(file), parseDutyRoster);
  const flaw = dutyRosterFlaw(roster);
  if (flaw !== undefined)
    throw new CliError(
      'CLI_FILE_INVALID',
      say('program.named', { name: file, text: sayDetail(flaw) }),
    );
  const now = context.now();
  const [from, to] = [timestamp(now), timestamp(days(now, 7))];
  const [gap] = dutyRosterGaps(roster, from, to);
  if (gap !== undefined)
    context.terminal.message(say('dutyRoster.nobodyDuty', { from: gap.from, to: gap.to }));
  const stated = { state: await stateOf(context, flags), at: now };
  const entry = encodeEntry(dutyRosterEntry(stated, { authority, ...roster }));
  return { entry };
}

const periodLines = (periods: readonly DutyPeriod[], shown: Shown): string[] =>
  table(
    [{ head: say('column.from') }, { head: say('column.to') }],
    periods.map(({ from, to, officers }) => ({
      cells: [shown.when(from), shown.when(to)],
      notes: [officers.map((officer) => shown.who(officer)).join(', ')],
    })),
    shown,
  );

function show(context: Context, flags: DutyRosterFlags, command: Command): Promise<void> {
  const { authority } = flags;
  if (authority === undefined) throw new CliError('CLI_USAGE', say('dutyRoster.authorityNeeded'));
  return asking(flags, context, async (asked) => {
    const { own } = await verifiedDirectory(asked);
    const roster = own.directory.dutyRoster(authority) ?? null;
    const lines =
      roster === null
        ? [say('dutyRoster.noRegistrarSaidDuty')]
        : [
            printable(roster.contact),
            ...periodLines(roster.periods, await shownWithNames(command, context, asked.file)),
          ];
    context.terminal.answer(wantsJson(command), { authority, roster }, lines);
  });
}
