import type { Command } from 'commander';
import {
  areOrdered,
  parseStateCode,
  standardLimits,
  timestamp,
  type StateCode,
  type TimeLimits,
} from '#kernel';
import { encodeEntry } from '#wire';
import { count, fitting } from '../../arguments.js';
import { timeLimitsEntry } from '../../compose/entries/entries.js';
import { exampleDay } from '../../compose/forms/examples.js';
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

interface LimitsFlags extends EntryFlags {
  readonly urgent?: number;
  readonly urgentIndirect?: number;
  readonly other?: number;
  readonly standard?: true;
  readonly from?: Date;
}

const hours = count(1, 720);

export function addLimits(peer: Command, context: Context): void {
  const limits = peer
    .command('limits')
    .description('Say how long answers between this State and a neighbour may take.')
    .argument(
      '[state]',
      'the neighbour; not needed with --cosign and --submit',
      fitting(parseStateCode),
    )
    .option('--urgent <hours>', 'urgent, and at hand', hours)
    .option('--urgent-indirect <hours>', 'urgent, and only to be had from others', hours)
    .option('--other <hours>', 'not urgent', hours)
    .option('--standard', 'those of Directive (EU) 2023/977 art. 5 again: 8, 72 and 168')
    .option('--from <time>', 'standard: in 24 hours', fitting(parseMoment));
  withSigner(withEntry(withProfile(limits)))
    .addHelpText(
      'after',
      `
Examples:
  $ liaise peer limits XB --state XA --urgent 4 --urgent-indirect 48 --other 120 --key registrar-1.key --out limits.json
  $ liaise peer limits --cosign limits.json --key registrar-2.key
  $ liaise peer limits --submit limits.json --url https://localhost:8443 --ca services-ca.crt
  $ liaise peer limits XB --state XA --standard --from ${exampleDay(30)} --key registrar-1.key --out standard.json

Two registrars of every authority sign it: it binds all of them. It holds once both States say the same, of requests composed
from then on; as long as they differ the standard limits hold. Requests that have been sent keep theirs. 1 to 720 hours;
what is more urgent has no longer limit. A beginning 24 hours ahead lets every gateway hear of it first; until
then it sends, and takes, what held before. What both say: \`liaise peer list\`. A risk to life keeps its own: fifteen minutes
until it is in hand, and the standard limits.`,
    )
    .action((state: StateCode | undefined, flags: LimitsFlags, command: Command) =>
      runEntry({ context, command, flags }, ['time-limits'], () => start(context, state, flags)),
    );
}

function limitsIn({ urgent, urgentIndirect, other, standard }: LimitsFlags): TimeLimits {
  const said = [urgent, urgentIndirect, other];
  if (standard === true) {
    if (said.some((each) => each !== undefined))
      throw new CliError('CLI_USAGE', '--standard, or hours of your own');
    return standardLimits;
  }
  if (urgent === undefined || urgentIndirect === undefined || other === undefined)
    throw new CliError('CLI_USAGE', '--urgent, --urgent-indirect and --other, or --standard');
  const limits = { urgentDirect: urgent, urgentIndirect, other };
  if (!areOrdered(limits))
    throw new CliError('CLI_USAGE', 'what is more urgent has no longer limit');
  return limits;
}

async function start(
  context: Context,
  peer: StateCode | undefined,
  flags: LimitsFlags,
): Promise<Started> {
  if (peer === undefined) throw new CliError('CLI_USAGE', 'name the State with which to agree');
  const limits = limitsIn(flags);
  const now = context.now();
  const from = timestamp(flags.from ?? days(now, 1));
  const stated = { state: await stateOf(context, flags), at: now };
  const entry = encodeEntry(timeLimitsEntry(stated, { peer, ...limits, from }));
  return { entry };
}
