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
import { say as phrase } from '#language/console';
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
    .description(phrase('peersLimits.limitsDescription'))
    .argument('[state]', phrase('peersLimits.limitsStateArgument'), fitting(parseStateCode))
    .option('--urgent <hours>', phrase('peersLimits.limitsUrgentOption'), hours)
    .option('--urgent-indirect <hours>', phrase('peersLimits.limitsUrgentIndirectOption'), hours)
    .option('--other <hours>', phrase('peersLimits.limitsOtherOption'), hours)
    .option('--standard', phrase('peersLimits.limitsStandardOption'))
    .option('--from <time>', phrase('peersLimits.limitsFromOption'), fitting(parseMoment));
  withSigner(withEntry(withProfile(limits)))
    .addHelpText(
      'after',
      `
${phrase('program.examples')}
  $ liaise peer limits XB --state XA --urgent 4 --urgent-indirect 48 --other 120 --key registrar-1.key --out limits.json
  $ liaise peer limits --cosign limits.json --key registrar-2.key
  $ liaise peer limits --submit limits.json --url https://localhost:8443 --ca services-ca.crt
  $ liaise peer limits XB --state XA --standard --from ${exampleDay(30)} --key registrar-1.key --out standard.json

${phrase('peersLimits.help')}`,
    )
    .action((state: StateCode | undefined, flags: LimitsFlags, command: Command) =>
      runEntry({ context, command, flags }, ['time-limits'], () => start(context, state, flags)),
    );
}

function limitsIn({ urgent, urgentIndirect, other, standard }: LimitsFlags): TimeLimits {
  const said = [urgent, urgentIndirect, other];
  if (standard === true) {
    if (said.some((each) => each !== undefined))
      throw new CliError('CLI_USAGE', phrase('peersLimits.standardHoursYourOwn'));
    return standardLimits;
  }
  if (urgent === undefined || urgentIndirect === undefined || other === undefined)
    throw new CliError('CLI_USAGE', phrase('peersLimits.urgentUrgentIndirectOther'));
  const limits = { urgentDirect: urgent, urgentIndirect, other };
  if (!areOrdered(limits)) throw new CliError('CLI_USAGE', phrase('peersLimits.whatMoreUrgentNo'));
  return limits;
}

async function start(
  context: Context,
  peer: StateCode | undefined,
  flags: LimitsFlags,
): Promise<Started> {
  if (peer === undefined) throw new CliError('CLI_USAGE', phrase('peersLimits.nameStateAgree'));
  const limits = limitsIn(flags);
  const now = context.now();
  const from = timestamp(flags.from ?? days(now, 1));
  const stated = { state: await stateOf(context, flags), at: now };
  const entry = encodeEntry(timeLimitsEntry(stated, { peer, ...limits, from }));
  return { entry };
}
