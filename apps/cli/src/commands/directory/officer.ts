import type { Command } from 'commander';
import { parseOfficerId, roles, type OfficerId, type Role, type StateCode } from '#kernel';
import { encodeEntry, sha256 } from '#wire';
import { randomBytes } from 'node:crypto';
import { say } from '#language/console';
import { fitting, gather, oneOf } from '../../arguments.js';
import { officerEntry, suspensionEntry } from '../../compose/entries/entries.js';
import { wantsJson, type Context } from '../../context.js';
import { confirmedOfficers } from '../../directory/confirm.js';
import { CliError } from '../../errors.js';
import { exists } from '../../installation/files.js';
import { officerNamedBy, parseOfficerAt, type OfficerAt } from '../../installation/names.js';
import { certificateOf } from '../../keys/officer-keys.js';
import { asJson, asking, withProfile, withSigner, type ProfileFlags } from '../../people/asking.js';
import {
  runEntry,
  stateOf,
  withEntry,
  type EntryFlags,
  type Started,
} from '../../people/entries/grants.js';
import { parseMoment, periodOf } from '../../people/moments.js';
import { printable } from '../../people/printable.js';
import { shownWithNames } from '../../people/names/name-book.js';
import { postingRow } from '../../people/words/posting-words.js';
import { addNames } from './officer-name.js';
import { addPost } from './posting.js';
import type { Shown } from '../../print/style.js';
import { table, type Row } from '../../print/table.js';
import type { OfficerView } from '#capabilities/directory/directory.contract';

interface AddFlags extends EntryFlags {
  readonly officer?: readonly OfficerAt[];
  readonly cert?: readonly string[];
  readonly role?: readonly Role[];
  readonly from?: Date;
  readonly to?: Date;
  readonly tokenOut?: string;
}

export function addOfficer(program: Command, context: Context): void {
  const officer = program
    .command('officer')
    .description(say('officer.officerDescription'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise officer list
  $ liaise officer add --help`,
    );
  addAdd(officer, context);
  addSuspend(officer, context);
  addNames(officer, context);
  addPost(officer, context);
  withProfile(officer.command('list').description(say('officer.listDescription')))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise officer list
  $ liaise officer list --json`,
    )
    .action((flags: ProfileFlags, command: Command) => list(context, flags, command));
}

function addAdd(officer: Command, context: Context): void {
  const add = officer
    .command('add')
    .description(say('officer.addDescription'))
    .option('--officer <id@authority>', say('officer.addOfficerOption'), gather(parseOfficerAt))
    .option('--cert <file>', say('officer.addCertOption'), gather(String))
    .option(
      '--role <role>',
      say('officer.addRoleOption', { roles: roles.join(', ') }),
      gather(oneOf(roles)),
    )
    .option('--from <time>', say('officer.addFromOption'), fitting(parseMoment))
    .option('--to <time>', say('officer.addToOption'), fitting(parseMoment))
    .option('--token-out <file>', say('officer.addTokenOutOption'));
  withSigner(withEntry(withProfile(add)))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise officer add --state XA --officer a.novak@border-police --cert novak.cert --role LIAISON_OFFICER --key registrar-1.key
  $ liaise officer add --cosign a.novak.json --key registrar-2.key
  $ liaise officer add --submit a.novak.json --url https://localhost:8443 --ca services-ca.crt
  $ liaise officer add --cosign a.novak.json --cosign b.ilic.json --key registrar-2.key --submit --url https://localhost:8443 --ca services-ca.crt

${say('officer.addOutHelp')}`,
    )
    .action((flags: AddFlags, command: Command) =>
      runEntry({ context, command, flags }, ['officer'], () => start(context, flags)),
    );
}

async function start(context: Context, flags: AddFlags): Promise<readonly Started[]> {
  const { officer: persons = [], cert = [], role } = flags;
  if (persons.length === 0 || persons.length !== cert.length || role === undefined)
    throw new CliError('CLI_USAGE', say('officer.newGrantNeedsOfficer'));
  assertOwnFiles(persons, flags);
  const state = await stateOf(context, flags);
  const started: Started[] = [];
  for (const [at, person] of persons.entries())
    started.push(await startOne(context, state, { ...flags, role }, [person, cert[at] ?? '']));
  return started;
}

function assertOwnFiles(persons: readonly OfficerAt[], { tokenOut, out }: AddFlags): void {
  const distinct = new Set(persons.map(({ officer }) => officer)).size;
  const areShared = persons.length > 1 && (tokenOut ?? out) !== undefined;
  if (areShared || distinct !== persons.length)
    throw new CliError('CLI_USAGE', say('officer.severalNamed'));
}

async function startOne(
  context: Context,
  state: StateCode,
  flags: AddFlags & { readonly role: readonly Role[] },
  [at, cert]: readonly [OfficerAt, string],
): Promise<Started> {
  const { tokenOut = `${at.officer}.token`, out = `${at.officer}.json` } = flags;
  if (await exists(tokenOut)) throw new CliError('CLI_FILE_EXISTS', tokenOut);
  const now = context.now();
  const token = randomBytes(32).toString('base64url');
  const { fingerprint, userIds } = await certificateOf(cert);
  assertOwnCertificate(at.officer, cert, userIds);
  const plan = {
    ...at,
    ...{ fingerprint, ...periodOf(flags, now, 365), roles: [...new Set(flags.role)] },
    enrolment: sha256(Buffer.from(token, 'ascii')),
  };
  const entry = encodeEntry(officerEntry({ state, at: now }, plan));
  const message = say('officer.tokenIn', { officer: at.officer, file: tokenOut });
  const secret = { file: tokenOut, content: `${token}\n`, message };
  const names = userIds.map(printable).join('; ');
  const notes = [`    ${say('officer.certificateNames', { fingerprint, names })}`];
  return { entry, out, secret, notes };
}

// Persons and certificates are paired by their order alone; a certificate made here names its officer.
function assertOwnCertificate(officer: OfficerId, cert: string, userIds: readonly string[]): void {
  const named = userIds.flatMap((userId) => officerNamedBy(userId) ?? []);
  if (named.length === 0 || named.some((each) => each.officer === officer)) return;
  const names = userIds.map(printable).join('; ');
  throw new CliError('CLI_USAGE', say('officer.certificateOfAnother', { cert, names, officer }));
}

function addSuspend(officer: Command, context: Context): void {
  const suspend = officer
    .command('suspend')
    .description(say('officer.suspendDescription'))
    .argument('[officer]', say('officer.suspendOfficerArgument'), fitting(parseOfficerId));
  withSigner(withEntry(withProfile(suspend)))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise officer suspend a.novak --state XA --key registrar-1.key --out suspend.json
  $ liaise officer suspend --submit suspend.json`,
    )
    .action((id: OfficerId | undefined, flags: EntryFlags, command: Command) =>
      runEntry({ context, command, flags }, ['officer-suspended'], async () => {
        if (id === undefined) throw new CliError('CLI_USAGE', say('officer.nameOfficerSuspend'));
        const now = context.now();
        const state = await stateOf(context, flags);
        const entry = encodeEntry(suspensionEntry({ state, at: now }, id, now));
        return { entry };
      }),
    );
}

function officerRow(
  { officer, authority, roles: may, to, suspendedFrom, postings, enrolled }: OfficerView,
  shown: Shown,
): Row {
  return {
    cells: [shown.who(officer, { authority }), shown.when(to)],
    notes: [
      may.join(', '),
      ...(suspendedFrom === null
        ? []
        : [say('officer.suspendedFrom', { suspendedFrom: shown.when(suspendedFrom) })]),
      ...(enrolled ? [] : [say('officer.notEnrolledYet')]),
      ...postings.map((posting) => postingRow(posting, shown)),
    ],
  };
}

function list(context: Context, flags: ProfileFlags, command: Command): Promise<void> {
  return asking(flags, context, async (asked) => {
    const answer = await confirmedOfficers(asked);
    const shown = await shownWithNames(command, context, asked.file);
    const lines = table(
      [{ head: say('column.officer') }, { head: say('column.until') }],
      answer.officers.map((each) => officerRow(each, shown)),
      shown,
    );
    context.terminal.answer(wantsJson(command), asJson(answer) as object, lines);
  });
}
