import type { Command } from 'commander';
import {
  authorityBodies,
  authorityFunctions,
  parseProfile,
  type AuthorityProfile,
} from '#capabilities/directory/authority-profile.schema';
import {
  parseAuthorityId,
  threadTypes,
  type AuthorityAddress,
  type AuthorityId,
  type StateCode,
} from '#kernel';
import { encodeEntry } from '#wire';
import { say as phrase } from '#language/console';
import { fitting } from '../../arguments.js';
import { readContent } from '../../api/shape.js';
import type { AuthorityView } from '#capabilities/directory/directory.contract';
import { profileEntry } from '../../compose/entries/entries.js';
import { wantsJson, type Context } from '../../context.js';
import { confirmedList } from '../../directory/confirm.js';
import { CliError } from '../../errors.js';
import { readText } from '../../installation/files.js';
import { asking, withProfile, withSigner, type ProfileFlags } from '../../people/asking.js';
import {
  runEntry,
  stateOf,
  withEntry,
  type EntryFlags,
  type Started,
} from '../../people/entries/grants.js';
import { addKeys } from './authority-keys.js';
import { addRecords } from './authority-records.js';
import { addContactPoint } from './contact-point.js';
import { addDutyRoster } from './duty-roster.js';
import { printable, printableLines } from '../../people/printable.js';
import { profileFlaws } from '../../records/record.js';
import { shownBy } from '../../print/style.js';
import { table, type Column, type Row } from '../../print/table.js';

interface DescribeFlags extends EntryFlags {
  readonly authority?: AuthorityId;
  readonly file?: string;
}

export function addAuthority(program: Command, context: Context): void {
  const authority = program
    .command('authority')
    .description(phrase('authority.authorityDescription'))
    .addHelpText(
      'after',
      `
${phrase('program.examples')}
  $ liaise authority list
  $ liaise authority describe --help
  $ liaise authority import --help
  $ liaise authority export --out records.csv
  $ liaise authority roster --help
  $ liaise authority contact-point --help
  $ liaise authority keys --help`,
    );
  withProfile(authority.command('list').description(phrase('authority.listDescription')))
    .addHelpText(
      'after',
      `
${phrase('program.examples')}
  $ liaise authority list
  $ liaise authority list --json`,
    )
    .action((flags: ProfileFlags, command: Command) =>
      asking(flags, context, async (asked) => {
        const answer = await confirmedList(asked, context.now());
        const { state } = asked.profile;
        const lines = table(
          columns,
          answer.authorities.map((each) => rowOf(each, state, answer.contactPoints)),
          shownBy(command, context.terminal),
        );
        context.terminal.answer(wantsJson(command), answer, lines);
      }),
    );
  addDescribe(authority, context);
  addRecords(authority, context);
  addDutyRoster(authority, context);
  addContactPoint(authority, context);
  addKeys(authority, context);
}

const columns: readonly Column[] = [
  { head: phrase('column.state') },
  { head: phrase('column.authority') },
  { head: phrase('column.link') },
  { head: phrase('column.name'), least: 16 },
];

function rowOf(
  { state, authority, name, link, profile }: AuthorityView,
  own: StateCode,
  points: readonly AuthorityAddress[],
): Row {
  const isPoint = points.some((each) => each.state === state && each.authority === authority);
  return {
    // A State has no link to itself.
    cells: [
      state,
      authority,
      phrase(
        state === own ? 'authority.own' : link === null ? 'authority.noLink' : 'authority.linked',
      ),
      printable(name),
    ],
    notes: [
      ...(isPoint ? [phrase('authority.nationalContactPoint')] : []),
      ...(profile === null ? [] : profileLines(profile)),
    ],
  };
}

function profileLines(profile: AuthorityProfile): string[] {
  const { bodies, functions, competences, languages, roundTheClock, phone, email } = profile;
  const { requirements, untocAsLegalBasis, interpolChannelAccepted, lawLinks } = profile;
  const codes = (label: string, list: readonly string[]): string[] =>
    list.length === 0 ? [] : [phrase('program.named', { name: label, text: list.join(', ') })];
  const truths = [
    ...(roundTheClock ? [phrase('authority.dutyDayNight')] : []),
    ...(untocAsLegalBasis ? [phrase('authority.takesUntocLegalBasis')] : []),
    ...(interpolChannelAccepted ? [phrase('authority.takesRequestsThroughInterpol')] : []),
  ];
  return [
    ...codes(phrase('authority.bodies'), bodies),
    ...codes(phrase('authority.namedFor'), functions),
    ...codes(phrase('authority.competences'), competences),
    ...codes(phrase('authority.languages'), languages),
    ...codes(phrase('authority.also'), truths),
    ...codes(
      phrase('authority.reachedBy'),
      [phone, email].filter((each) => each !== '').map(printable),
    ),
    ...(requirements === '' ? [] : printableLines(phrase('authority.asksFor', { requirements }))),
    ...codes(phrase('authority.law'), lawLinks.map(printable)),
  ];
}

function addDescribe(authority: Command, context: Context): void {
  const describe = authority
    .command('describe')
    .description(phrase('authority.describeDescription'))
    .option('--authority <id>', phrase('authority.which'), fitting(parseAuthorityId))
    .option('--file <file>', phrase('authority.describeFileOption'));
  withSigner(withEntry(withProfile(describe)))
    .addHelpText(
      'after',
      `
${phrase('program.examples')}
  $ liaise authority describe --state XA --authority border-police --file profile.json --key registrar-1.key --out describe.json
  $ liaise authority describe --cosign describe.json --key registrar-2.key
  $ liaise authority describe --submit describe.json --url https://localhost:8443 --ca services-ca.crt

${phrase('authority.help', { authorityBodies: authorityBodies.join(', '), authorityFunctions: authorityFunctions.join(', '), threadTypes: threadTypes.join(', ') })}`,
    )
    .action((flags: DescribeFlags, command: Command) =>
      runEntry({ context, command, flags }, ['authority-profile'], () => start(context, flags)),
    );
}

async function start(context: Context, flags: DescribeFlags): Promise<Started> {
  const { authority, file } = flags;
  if (authority === undefined || file === undefined)
    throw new CliError('CLI_USAGE', phrase('authority.authorityFileNeeded'));
  const profile = readContent(file, await readText(file), parseProfile);
  // An own profile may not contain unknown codes or invisible characters.
  const [flaw] = profileFlaws(profile);
  if (flaw !== undefined)
    throw new CliError(
      'CLI_USAGE',
      phrase('program.named', { name: flaw.member, text: `${flaw.code} ${flaw.says}` }),
    );
  const stated = { state: await stateOf(context, flags), at: context.now() };
  const entry = encodeEntry(profileEntry(stated, { authority, ...profile }));
  return { entry };
}
