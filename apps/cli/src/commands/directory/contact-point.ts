import type { Command } from 'commander';
import { parseAuthorityId, type AuthorityId } from '#kernel';
import { encodeEntry } from '#wire';
import { say } from '#language/console';
import { fitting } from '../../arguments.js';
import { contactPointEntry } from '../../compose/entries/entries.js';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { withProfile, withSigner } from '../../people/asking.js';
import {
  runEntry,
  stateOf,
  withEntry,
  type EntryFlags,
  type Started,
} from '../../people/entries/grants.js';
import { parseMoment, periodOf } from '../../people/moments.js';

interface PointFlags extends EntryFlags {
  readonly authority?: AuthorityId;
  readonly from?: Date;
  readonly to?: Date;
}

export function addContactPoint(authority: Command, context: Context): void {
  const point = authority
    .command('contact-point')
    .description(say('contactPoint.contactPointDescription'))
    .option('--authority <id>', say('contactPoint.which'), fitting(parseAuthorityId))
    .option('--from <time>', say('contactPoint.contactPointFromOption'), fitting(parseMoment))
    .option('--to <time>', say('contactPoint.contactPointToOption'), fitting(parseMoment));
  withSigner(withEntry(withProfile(point)))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise authority contact-point --state XA --authority contact-point --key root.key --out point.json
  $ liaise authority contact-point --submit point.json --url https://localhost:8443 --ca services-ca.crt

${say('contactPoint.help')}`,
    )
    .action((flags: PointFlags, command: Command) =>
      runEntry({ context, command, flags }, ['contact-point'], () => start(context, flags)),
    );
}

async function start(context: Context, flags: PointFlags): Promise<Started> {
  const { authority } = flags;
  if (authority === undefined) throw new CliError('CLI_USAGE', say('contactPoint.authorityNeeded'));
  const now = context.now();
  const stated = { state: await stateOf(context, flags), at: now };
  const entry = encodeEntry(
    contactPointEntry(stated, { authority, ...periodOf(flags, now, 3_650) }),
  );
  return { entry };
}
