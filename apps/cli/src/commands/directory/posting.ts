import type { Command } from 'commander';
import { parseOfficerId, parseStateCode, timestamp, type OfficerId, type StateCode } from '#kernel';
import { encodeEntry } from '#wire';
import { fitting } from '../../arguments.js';
import { postingEntry } from '../../compose/entries/entries.js';
import { exampleDay } from '../../compose/forms/examples.js';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { parseOfficerAt, type OfficerAt } from '../../installation/names.js';
import { withProfile, withSigner } from '../../people/asking.js';
import {
  runEntry,
  stateOf,
  withEntry,
  type EntryFlags,
  type Started,
} from '../../people/entries/grants.js';
import { parseMoment } from '../../people/moments.js';

interface PostFlags extends EntryFlags {
  readonly officer?: OfficerAt;
  readonly host?: StateCode;
  readonly sending?: StateCode;
  readonly post?: string;
  readonly standInFor?: OfficerId;
  readonly from?: Date;
  readonly to?: Date;
  readonly end?: true;
}

export function addPost(officer: Command, context: Context): void {
  const post = officer
    .command('post')
    .description('Say where an officer is posted: rights end with the posting.')
    .option('--officer <id@authority>', 'whom, of which authority', fitting(parseOfficerAt))
    .option('--host <code>', 'the State to whose authorities', fitting(parseStateCode))
    .option('--sending <code>', 'the State that sends; standard: this one', fitting(parseStateCode))
    .option('--post <name>', 'name of the post')
    .option(
      '--stand-in-for <officer>',
      'stands in there for another, whose name every document then shows',
      fitting(parseOfficerId),
    )
    .option(
      '--from <time>',
      'standard: now; it must be handed in within an hour after it',
      fitting(parseMoment),
    )
    .option('--to <time>', 'not later than the mandate', fitting(parseMoment))
    .option('--end', 'end it now, before its time: one registrar is enough');
  withSigner(withEntry(withProfile(post)))
    .addHelpText(
      'after',
      `
Examples:
  $ liaise officer post --state XA --officer a.novak@border-police --host XB --post "Mission of XA to XB" --to ${exampleDay(200)} --key registrar-1.key --out post.json
  $ liaise officer post --state XA --officer b.horvat@border-police --stand-in-for a.novak --host XB --post "Mission of XA to XB" --to ${exampleDay(30)} --key registrar-1.key --out stand-in.json
  $ liaise officer post --cosign stand-in.json --key registrar-2.key
  $ liaise officer post --submit stand-in.json --url https://localhost:8443 --ca services-ca.crt
  $ liaise officer post --state XA --officer b.horvat@border-police --stand-in-for a.novak --host XB --post "Mission of XA to XB" --end --key registrar-1.key --out end.json`,
    )
    .action((flags: PostFlags, command: Command) =>
      runEntry({ context, command, flags }, ['posting'], () => start(context, flags)),
    );
}

async function start(context: Context, flags: PostFlags): Promise<Started> {
  const { officer: at, host, post, standInFor = null, end } = flags;
  const now = context.now();
  const from = end === true ? now : (flags.from ?? now);
  const to = end === true ? now : flags.to;
  if (at === undefined || host === undefined || post === undefined || to === undefined)
    throw new CliError('CLI_USAGE', 'a posting needs --officer, --host, --post, and --to or --end');
  const state = await stateOf(context, flags);
  const sending = flags.sending ?? state;
  const entry = encodeEntry(
    postingEntry(
      { state, at: now },
      { ...at, host, sending, post, standInFor, from: timestamp(from), to: timestamp(to) },
    ),
  );
  return { entry };
}
