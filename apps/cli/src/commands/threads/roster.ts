import type { Command } from 'commander';
import {
  additionReasons,
  emergencyReasons,
  removalReasons,
  accessListLimits,
  type AdditionReason,
  type EmergencyReason,
  type RemovalReason,
} from '#capabilities/access-lists/access-lists.lists';
import { parseOfficerId, type OfficerId, type Purpose, type ThreadId } from '#kernel';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import { fitting, oneOf } from '../../arguments.js';
import { changedAccessList, openedThread, accessListView } from '../../api/gen/readers.js';
import { wantsJson, type Context } from '../../context.js';
import { readText } from '../../installation/files.js';
import { asking, withProfile, type ProfileFlags } from '../../people/asking.js';
import { threadPurposeOption } from '../../people/thread-purpose.js';
import { accessListLines } from '../../people/words/roster-words.js';
import type { Desk } from '../../people/threads.js';
import { threadArgument } from './sending.js';
import { showAnswer } from '../../people/answering.js';

type ReadFlags = ProfileFlags & { readonly purpose: Purpose };
type Reasoned<T> = ProfileFlags & { readonly reason: T };

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const officerArgument = [
  '<officer>',
  say('threadsRoster.officerArgument'),
  fitting(parseOfficerId),
] as const;

export function addAccessLists(parent: Command, context: Context, desk: Desk): void {
  addShow(parent, context, desk);
  addChange(parent, context, desk, 'add');
  addChange(parent, context, desk, 'remove');
  addBreakGlass(parent, context, desk);
}

function addShow(parent: Command, context: Context, desk: Desk): void {
  withProfile(
    parent
      .command('roster')
      .description(say('threadsRoster.rosterDescription'))
      .argument(...threadArgument)
      .option(...threadPurposeOption),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise ${parent.name()} roster ${example} --purpose INVESTIGATION`,
    )
    .action(async (thread: ThreadId, flags: ReadFlags, command: Command) => {
      const path = `/api/v1/${desk}/${thread}/roster?purpose=${flags.purpose}`;
      const found = await asking(flags, context, ({ client }) =>
        client.ask(accessListView, 'GET', path),
      );
      await showAnswer({ context, command, flags }, found, (shown) =>
        accessListLines(found, shown),
      );
    });
}

type ChangeReason = AdditionReason | RemovalReason;

const changes: Readonly<
  Record<'add' | 'remove', { readonly says: string; readonly reasons: readonly ChangeReason[] }>
> = {
  add: { says: say('threadsRoster.says'), reasons: additionReasons },
  remove: {
    says: say('threadsRoster.saysLetColleagueRead'),
    reasons: removalReasons,
  },
};

function addChange(parent: Command, context: Context, desk: Desk, act: keyof typeof changes): void {
  const { says, reasons } = changes[act];
  withProfile(
    parent
      .command(`roster-${act}`)
      .description(says)
      .argument(...threadArgument)
      .argument(...officerArgument)
      .requiredOption(
        '--reason <reason>',
        say('threadsRoster.reasonOption', { reasons: reasons.join(', ') }),
        oneOf(reasons),
      ),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise ${parent.name()} roster-${act} ${example} b.meier --reason ${reasons[0] ?? ''}`,
    )
    .action(
      async (
        thread: ThreadId,
        officer: OfficerId,
        { reason, ...flags }: Reasoned<ChangeReason>,
        command: Command,
      ) => {
        const path = `/api/v1/${desk}/${thread}/roster/${act}`;
        const done = await asking(flags, context, ({ client }) =>
          client.ask(changedAccessList, 'POST', path, { officer, reason }),
        );
        const line = say('threadsRoster.rosterBesideWhoever', { members: done.members });
        context.terminal.answer(wantsJson(command), done, [line]);
      },
    );
}

function addBreakGlass(parent: Command, context: Context, desk: Desk): void {
  withProfile(
    parent
      .command('break-glass')
      .description(say('threadsRoster.breakGlassDescription'))
      .argument(...threadArgument)
      .argument(
        '<file>',
        say('threadsRoster.breakGlassFileArgument', { mostFacts: accessListLimits.mostFacts }),
      )
      .requiredOption(
        '--reason <reason>',
        say('threadsRoster.breakGlassReasonOption', { glassReasons: emergencyReasons.join(', ') }),
        oneOf<EmergencyReason>(emergencyReasons),
      ),
  )
    .addHelpText(
      'after',
      `
${say('threadsRoster.breakGlassHelp', { glassHours: accessListLimits.emergencyHours, glassPerDay: accessListLimits.emergenciesPerDay })}

${say('program.examples')}
  $ liaise ${parent.name()} break-glass ${example} facts.txt --reason HOLDER_UNREACHABLE`,
    )
    .action(
      async (
        thread: ThreadId,
        file: string,
        { reason, ...flags }: Reasoned<EmergencyReason>,
        command: Command,
      ) => {
        const facts = (await readText(file)).trim();
        const path = `/api/v1/${desk}/${thread}/break-glass`;
        const done = await asking(flags, context, ({ client }) =>
          client.ask(openedThread, 'POST', path, { reason, facts }),
        );
        await showAnswer({ context, command, flags }, done, ({ when }) => [
          sayCount('threadsRoster.youReadUntilMore', { until: when(done.until), left: done.left }),
        ]);
      },
    );
}
