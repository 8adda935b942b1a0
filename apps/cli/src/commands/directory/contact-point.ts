import type { Command } from 'commander';
import { parseAuthorityId, type AuthorityId } from '#kernel';
import { encodeEntry } from '#wire';
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
import { days, parseMoment } from '../../people/moments.js';

interface PointFlags extends EntryFlags {
  readonly authority?: AuthorityId;
  readonly from?: Date;
  readonly to?: Date;
}

export function addContactPoint(authority: Command, context: Context): void {
  const point = authority
    .command('contact-point')
    .description(
      'Name the national contact point with the root key: it gets a copy of what is asked, answered and told.',
    )
    .option('--authority <id>', 'which', fitting(parseAuthorityId))
    .option('--from <time>', 'standard: now', fitting(parseMoment))
    .option('--to <time>', 'standard: ten years later', fitting(parseMoment));
  withSigner(withEntry(withProfile(point)))
    .addHelpText(
      'after',
      `
Examples:
  $ liaise authority contact-point --state XA --authority contact-point --key root.key --out point.json
  $ liaise authority contact-point --submit point.json --url https://localhost:8443 --ca services-ca.crt

There is one at a time: the newest entry that has begun holds. Requests between other authorities are copied to it, at both States;
so are answers, clarifications, information, forwards and corrections. What names one of the three exceptions of Directive (EU)
2023/977 art. 4(2) is not, and what answers it is not, either.`,
    )
    .action((flags: PointFlags, command: Command) =>
      runEntry({ context, command, flags }, ['contact-point'], () => start(context, flags)),
    );
}

async function start(context: Context, flags: PointFlags): Promise<Started> {
  const { authority } = flags;
  if (authority === undefined) throw new CliError('CLI_USAGE', '--authority is needed');
  const now = context.now();
  const from = flags.from ?? now;
  const to = flags.to ?? days(from, 3_650);
  const stated = { state: await stateOf(context, flags), at: now };
  const entry = encodeEntry(contactPointEntry(stated, { authority, from, to }));
  return { entry };
}
