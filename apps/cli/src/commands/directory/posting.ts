import type { Command } from 'commander';
import { parseOfficerId, parseStateCode, timestamp, type OfficerId, type StateCode } from '#kernel';
import { encodeEntry } from '#wire';
import { say } from '#language/console';
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
import { parseMoment, periodOf, type Period } from '../../people/moments.js';

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
    .description(say('directoryPosting.postDescription'))
    .option(
      '--officer <id@authority>',
      say('directoryPosting.postOfficerOption'),
      fitting(parseOfficerAt),
    )
    .option('--host <code>', say('directoryPosting.postHostOption'), fitting(parseStateCode))
    .option('--sending <code>', say('directoryPosting.postSendingOption'), fitting(parseStateCode))
    .option('--post <name>', say('directoryPosting.postPostOption'))
    .option(
      '--stand-in-for <officer>',
      say('directoryPosting.postStandInForOption'),
      fitting(parseOfficerId),
    )
    .option('--from <time>', say('directoryPosting.postFromOption'), fitting(parseMoment))
    .option('--to <time>', say('directoryPosting.postToOption'), fitting(parseMoment))
    .option('--end', say('directoryPosting.postEndOption'));
  withSigner(withEntry(withProfile(post)))
    .addHelpText(
      'after',
      `
${say('program.examples')}
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

// A posting that began earlier would change the post under which documents were signed.
function periodOfPost({ from, to }: PostFlags, now: Date): Period {
  if (to === undefined)
    throw new CliError('CLI_USAGE', say('directoryPosting.postingNeedsOfficerHost'));
  if (from !== undefined && from < now)
    throw new CliError('CLI_USAGE', say('directoryPosting.beginsNoEarlier'));
  return periodOf({ from, to }, now, 0);
}

async function start(context: Context, flags: PostFlags): Promise<Started> {
  const { officer: at, host, post, standInFor = null, end } = flags;
  const now = context.now();
  if (at === undefined || host === undefined || post === undefined)
    throw new CliError('CLI_USAGE', say('directoryPosting.postingNeedsOfficerHost'));
  const { from, to } = end === true ? { from: now, to: now } : periodOfPost(flags, now);
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
