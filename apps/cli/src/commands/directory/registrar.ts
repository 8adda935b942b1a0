import type { Command } from 'commander';
import { parseAuthorityId, parseOfficerId, type AuthorityId, type OfficerId } from '#kernel';
import { encodeEntry } from '#wire';
import { say } from '#language/console';
import { fitting, gather } from '../../arguments.js';
import { registrarEntry } from '../../compose/entries/entries.js';
import { wantsJson, type Context } from '../../context.js';
import { confirmedRegistrars } from '../../directory/confirm.js';
import { CliError } from '../../errors.js';
import { certificateOf } from '../../keys/officer-keys.js';
import { asking, withProfile, withSigner, type ProfileFlags } from '../../people/asking.js';
import {
  runEntry,
  stateOf,
  withEntry,
  type EntryFlags,
  type Started,
} from '../../people/entries/grants.js';
import { days, parseMoment, periodOf } from '../../people/moments.js';
import { shownBy } from '../../print/style.js';
import { table } from '../../print/table.js';

interface AddFlags extends EntryFlags {
  readonly registrar?: OfficerId;
  readonly cert?: string;
  readonly authority?: readonly AuthorityId[];
  readonly from?: Date;
  readonly to?: Date;
}

const longestDays = 365;

export function addRegistrar(program: Command, context: Context): void {
  const registrar = program
    .command('registrar')
    .description(say('registrar.registrarDescription'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise registrar list
  $ liaise registrar add --help`,
    );
  const add = registrar
    .command('add')
    .description(say('registrar.addDescription'))
    .option('--registrar <id>', say('registrar.whom'), fitting(parseOfficerId))
    .option('--cert <file>', say('registrar.addCertOption'))
    .option('--authority <id>', say('registrar.addAuthorityOption'), gather(parseAuthorityId))
    .option('--from <time>', say('registrar.addFromOption'), fitting(parseMoment))
    .option('--to <time>', say('registrar.addToOption', { longestDays }), fitting(parseMoment));
  withSigner(withEntry(withProfile(add)))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise registrar add --state XA --registrar m.horvat --cert horvat.cert --authority border-police --key root.key --out registrar.json
  $ liaise registrar add --submit registrar.json --url https://localhost:8443 --ca services-ca.crt`,
    )
    .action((flags: AddFlags, command: Command) =>
      runEntry({ context, command, flags }, ['registrar'], () => start(context, flags)),
    );
  withProfile(registrar.command('list').description(say('registrar.listDescription')))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise registrar list
  $ liaise registrar list --json`,
    )
    .action((flags: ProfileFlags, command: Command) =>
      asking(flags, context, async (asked) => {
        const answer = await confirmedRegistrars(asked);
        const shown = shownBy(command, context.terminal);
        const lines = table(
          [{ head: say('column.registrar') }, { head: say('column.until') }],
          answer.registrars.map(({ registrar: id, authorities, to, fingerprint }) => ({
            cells: [id, shown.when(to)],
            notes: [
              say('registrar.for', { authorities: authorities.join(', ') }),
              ...(shown.verbose ? [say('registrar.key', { fingerprint })] : []),
            ],
          })),
          shown,
        );
        context.terminal.answer(wantsJson(command), answer, lines);
      }),
    );
}

async function start(context: Context, flags: AddFlags): Promise<Started> {
  const { registrar, cert, authority } = flags;
  if (registrar === undefined || cert === undefined || authority === undefined)
    throw new CliError('CLI_USAGE', say('registrar.newRegistrarNeedsRegistrar'));
  const now = context.now();
  const { from, to } = periodOf(flags, now, longestDays);
  if (to > days(from, longestDays))
    throw new CliError('CLI_USAGE', say('registrar.mostDaysAfter', { longestDays }));
  const { fingerprint, bytes } = await certificateOf(cert);
  const body = {
    ...{ fingerprint, from, to, certificate: bytes },
    registrar,
    authorities: [...new Set(authority)],
  };
  const state = await stateOf(context, flags);
  const entry = encodeEntry(registrarEntry({ state, at: now }, body));
  return { entry };
}
