import type { Command } from 'commander';
import { parseTimestamp, type ThreadId, type Timestamp } from '#kernel';
import { packageBounds, type TellingWay, tellingWays } from '#capabilities/packages/packages.lists';
import { say } from '#language/console';
import { anId, count, fitting, listedId, oneOf, words } from '../../arguments.js';
import { packageView } from '../../api/gen/readers.js';
import type { Context, Given } from '../../context.js';
import { asking, withProfile } from '../../people/asking.js';
import { threadPurposeOption } from '../../people/thread-purpose.js';
import { packageStatus } from '../../people/words/package-words.js';
import { threadArgument } from '../threads/sending.js';
import { exhibitArgument, type Flags, inbox, placeOf } from './package-place.js';
import { showAnswer } from '../../people/answering.js';

interface TimeAndWayFlags extends Flags {
  readonly at: Timestamp;
  readonly way: TellingWay;
}
interface HandedFlags extends TimeAndWayFlags {
  readonly to: string;
}
interface NotifiedFlags extends TimeAndWayFlags {
  readonly handed: string;
  readonly concerns: number;
}

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e border-police-2026-1';
const ways = tellingWays.join(', ');

export function addHandover(parent: Command, context: Context): void {
  addHanded(parent, context);
  addStayed(parent, context);
  addNotified(parent, context);
}

// Posts what an officer states about a package, and shows what became of the package.
async function said(given: Given<Flags>, path: string, statement: object): Promise<void> {
  const found = await asking(given.flags, given.context, ({ client }) =>
    client.ask(packageView, 'POST', path, statement),
  );
  await showAnswer(given, found, (shown) => packageStatus(found, shown));
}

function addHanded(parent: Command, context: Context): void {
  withProfile(
    parent
      .command('handed')
      .description(say('handover.handedDescription'))
      .argument(...threadArgument)
      .argument(...exhibitArgument)
      .requiredOption('--to <name>', say('handover.handedToOption'), words(200))
      .requiredOption('--at <time>', say('handover.handedAtOption'), fitting(parseTimestamp))
      .requiredOption('--way <way>', say('handover.handedWayOption', { ways }), oneOf(tellingWays))
      .option(...threadPurposeOption)
      .option(...inbox),
  )
    .addHelpText(
      'after',
      `
${say('handover.handedHelp')}

${say('program.examples')}
  $ liaise package handed ${example} --to "District Court" --at 2026-11-29T10:00:00.000Z --way TELEPHONE --purpose INVESTIGATION`,
    )
    .action(async (thread: ThreadId, exhibit: string, flags: HandedFlags, command: Command) => {
      const { to: recipient, at, way, purpose } = flags;
      await said({ context, command, flags }, `${placeOf(thread, flags)}/${exhibit}/handed`, {
        recipient,
        at,
        way,
        purpose,
      });
    });
}

function addStayed(parent: Command, context: Context): void {
  withProfile(
    parent
      .command('stayed')
      .description(say('handover.stayedDescription'))
      .argument(...threadArgument)
      .argument(...exhibitArgument)
      .option(...threadPurposeOption)
      .option(...inbox),
  )
    .addHelpText(
      'after',
      `
${say('handover.stayedHelp')}

${say('program.examples')}
  $ liaise package stayed ${example} --purpose INVESTIGATION`,
    )
    .action(async (thread: ThreadId, exhibit: string, flags: Flags, command: Command) => {
      const { purpose } = flags;
      await said({ context, command, flags }, `${placeOf(thread, flags)}/${exhibit}/stayed`, {
        purpose,
      });
    });
}

function addNotified(parent: Command, context: Context): void {
  withProfile(
    parent
      .command('told')
      .description(say('handover.toldDescription'))
      .argument(...threadArgument)
      .argument(...exhibitArgument)
      .requiredOption('--handed <id>', say('handover.toldHandedOption'), listedId(anId))
      .requiredOption(
        '--concerns <number>',
        say('handover.toldConcernsOption'),
        count(1, packageBounds.concerns),
      )
      .requiredOption('--at <time>', say('handover.toldAtOption'), fitting(parseTimestamp))
      .requiredOption('--way <way>', say('handover.toldWayOption', { ways }), oneOf(tellingWays))
      .option(...threadPurposeOption)
      .option(...inbox),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise package told ${example} --handed 0f6b6a1c-9d3b-4a51-8d3b-7c1e0f6b6a1c --concerns 1 --at 2026-11-29T10:00:00.000Z --way LETTER --purpose INVESTIGATION`,
    )
    .action(async (thread: ThreadId, exhibit: string, flags: NotifiedFlags, command: Command) => {
      const { handed, concerns, at, way, purpose } = flags;
      await said({ context, command, flags }, `${placeOf(thread, flags)}/${exhibit}/told`, {
        handed,
        concerns,
        at,
        way,
        purpose,
      });
    });
}
