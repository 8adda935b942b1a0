import type { Command } from 'commander';
import { isEnded, type Purpose, type ThreadId } from '#kernel';
import type { StopView } from '#capabilities/suspensions/suspensions.contract';
import { stopGrounds, stopLength, type StopGround } from '#capabilities/suspensions/grounds.lists';
import { say } from '#language/console';
import { oneOf } from '../../arguments.js';
import { liftedStop, stops, stopView } from '../../api/gen/readers.js';
import { plainWithdrawal } from '../../compose/draft.js';
import { wantsJson, type Context } from '../../context.js';
import { asking, withProfile, type ProfileFlags } from '../../people/asking.js';
import { threadPurposeOption } from '../../people/thread-purpose.js';
import { stopLines, stopRecordLines } from '../../people/words/stop-words.js';
import { signedBody, type SubmitFlags } from '../../people/sending/submit.js';
import { threadToAnswer, type Desk, type Place } from '../../people/threads.js';
import { composing } from '../threads/reply.js';
import { threadArgument, withSending } from '../threads/sending.js';
import { shownBy } from '../../print/style.js';
import { showAnswer } from '../../people/answering.js';
import { neededText, textIn, withTextFile } from '../../people/plain-text.js';

type StopFlags = ProfileFlags &
  SubmitFlags & { readonly ground: StopGround; readonly purpose: Purpose };
type ReadFlags = ProfileFlags & { readonly purpose: Purpose };

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export function addStops(parent: Command, context: Context, desk: Desk): void {
  addStop(parent, context, desk);
  addLift(parent, context, desk);
  addConfirm(parent, context, desk);
  addList(parent, context, desk);
}

const showStop = (context: Context, command: Command, stop: StopView | undefined): void => {
  if (stop === undefined) return;
  const shown = shownBy(command, context.terminal);
  context.terminal.answer(wantsJson(command), stop, stopLines(stop, shown));
};

function addStop(parent: Command, context: Context, desk: Desk): void {
  const withdraws =
    desk === 'requests'
      ? say('haltsStop.longNeighbourWorksRequest')
      : say('haltsStop.whatYouAskedStays');
  withSending(
    withTextFile(
      parent
        .command('stop')
        .description(say('haltsStop.stopDescription'))
        .argument(...threadArgument),
      say('haltsStop.stopFileArgument', { stopLength }),
    )
      .requiredOption(
        '--ground <ground>',
        say('haltsStop.stopGroundOption', { stopGrounds: stopGrounds.join(', ') }),
        oneOf(stopGrounds),
      )
      .option(...threadPurposeOption),
  )
    .addHelpText(
      'after',
      `
${say('haltsStop.stopHelp', { withdraws })}

${say('program.examples')}
  $ liaise ${parent.name()} stop ${example} --ground ASYLUM_CLAIM --purpose INVESTIGATION`,
    )
    .action(
      async (thread: ThreadId, file: string | undefined, flags: StopFlags, command: Command) => {
        const text = (await textIn(context, file, flags)) ?? '';
        const why = { ground: flags.ground, text };
        showStop(context, command, await raise(context, flags, { desk, thread }, why));
      },
    );
}

function raise(
  context: Context,
  flags: StopFlags,
  place: Place,
  why: { readonly ground: StopGround; readonly text: string },
): Promise<StopView | undefined> {
  return asking(flags, context, async (asked) => {
    const path = `/api/v1/${place.desk}/${place.thread}/stop`;
    if (place.desk === 'inbox') return asked.client.ask(stopView, 'POST', path, why);
    const reading = { ...place, purpose: flags.purpose };
    const found = await threadToAnswer(asked.client, reading, 'withdrawal');
    if (isEnded(found.view.state)) return asked.client.ask(stopView, 'POST', path, why);
    const compose = await composing(asked, context, found, plainWithdrawal(flags.purpose));
    const withdrawal = await signedBody({ asked, context, flags }, compose);
    if (withdrawal === undefined) return undefined;
    return asked.client.ask(stopView, 'POST', path, { ...why, withdrawal });
  });
}

function addLift(parent: Command, context: Context, desk: Desk): void {
  withTextFile(
    withProfile(
      parent
        .command('lift')
        .description(say('haltsStop.liftDescription'))
        .argument(...threadArgument),
    ),
    say('haltsStop.liftFileArgument', { stopLength }),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise ${parent.name()} lift ${example} why.txt`,
    )
    .action(
      async (thread: ThreadId, file: string | undefined, flags: ProfileFlags, command: Command) => {
        const text = await neededText(context, file, {});
        const stop = await asking(flags, context, ({ client }) =>
          client.ask(stopView, 'POST', `/api/v1/${desk}/${thread}/stop/lift`, { text }),
        );
        showStop(context, command, stop);
      },
    );
}

function addConfirm(parent: Command, context: Context, desk: Desk): void {
  withProfile(
    parent
      .command('lift-confirm')
      .description(say('haltsStop.liftConfirmDescription'))
      .argument(...threadArgument),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise ${parent.name()} lift-confirm ${example}`,
    )
    .action(async (thread: ThreadId, flags: ProfileFlags, command: Command) => {
      const done = await asking(flags, context, ({ client }) =>
        client.ask(liftedStop, 'POST', `/api/v1/${desk}/${thread}/stop/lift/confirm`, {}),
      );
      context.terminal.answer(wantsJson(command), done, [
        say('haltsStop.lifted', { stop: done.stop }),
      ]);
    });
}

function addList(parent: Command, context: Context, desk: Desk): void {
  withProfile(
    parent
      .command('stops')
      .description(say('haltsStop.stopsDescription'))
      .argument(...threadArgument)
      .option(...threadPurposeOption),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise ${parent.name()} stops ${example} --purpose INVESTIGATION`,
    )
    .action(async (thread: ThreadId, flags: ReadFlags, command: Command) => {
      const found = await asking(flags, context, ({ client }) =>
        client.ask(stops, 'GET', `/api/v1/${desk}/${thread}/stops?purpose=${flags.purpose}`),
      );
      const { terminal } = context;
      await showAnswer({ context, command, flags }, found, (shown) =>
        found.stops.flatMap((each) => stopRecordLines(each, shown)),
      );
      if (found.stops.length === 0) terminal.message(say('haltsStop.nothingStopped'));
    });
}
