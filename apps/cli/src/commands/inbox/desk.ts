import type { Command } from 'commander';
import { isEnded, parseOfficerId, type OfficerId, type ThreadId } from '#kernel';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import { fitting } from '../../arguments.js';
import { handedOver, assignment } from '../../api/gen/readers.js';
import { shownFile, transferExample } from '../../compose/forms/examples.js';
import { wantsJson, type Context, type Given } from '../../context.js';
import { asking, withProfile, type ProfileFlags } from '../../people/asking.js';
import { nextStep } from '../../people/words/clock-words.js';
import { addNotices } from '../threads/duplicates.js';
import { addNotes } from '../threads/notes.js';
import { formHelp, withFilling } from '../threads/filled.js';
import { fileWords, sendFileOrForm, type FormFlags } from '../threads/form-sending.js';
import { threadArgument, withSending } from '../threads/sending.js';
import { showAnswer } from '../../people/answering.js';
import { table } from '../../print/table.js';

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const colleague = ['<officer>', say('desk.officerArgument'), fitting(parseOfficerId)] as const;

export function addDesk(inbox: Command, context: Context): void {
  addAssign(inbox, context);
  addRelease(inbox, context);
  addHandOver(inbox, context);
  addTransfer(inbox, context);
  addNotes(inbox, context, 'inbox');
  addNotices(inbox, context, 'inbox');
}

/** Posts `body` to `path`, which claims, assigns or gives back a request. Shows the request's holder. */
export async function give(
  { context, command, flags }: Given<ProfileFlags>,
  path: string,
  body: object,
): Promise<void> {
  const { row, own } = await asking(flags, context, async ({ client, profile }) => ({
    row: await client.ask(assignment, 'POST', path, body),
    own: profile.officer,
  }));
  const { thread, state, holder } = row;
  await showAnswer({ context, command, flags }, row, (shown) =>
    table(
      [{ head: say('column.id') }, { head: say('column.status') }, { head: say('column.inHand') }],
      [
        {
          cells: [
            shown.id(thread),
            state,
            holder === null ? say('desk.nobody') : shown.who(holder),
          ],
        },
      ],
      shown,
    ),
  );
  if (holder !== own) return;
  context.terminal.message(say('desk.whatSaysLiaiseInbox', { thread }));
  if (!isEnded(state)) {
    const step = nextStep(thread, row, context.now());
    context.terminal.message(
      row.acknowledgeBy === null ? step : context.terminal.paint('red', step),
    );
  }
}

function addAssign(inbox: Command, context: Context): void {
  withProfile(
    inbox
      .command('assign')
      .description(say('desk.assignDescription'))
      .argument(...threadArgument)
      .argument(...colleague),
  )
    .addHelpText(
      'after',
      `
${say('desk.assignHelp')}

${say('program.examples')}
  $ liaise inbox assign ${example} b.meier`,
    )
    .action((thread: ThreadId, officer: OfficerId, flags: ProfileFlags, command: Command) =>
      give({ context, command, flags }, `/api/v1/inbox/${thread}/assign`, { officer }),
    );
}

function addRelease(inbox: Command, context: Context): void {
  withProfile(
    inbox
      .command('release')
      .description(say('desk.releaseDescription'))
      .argument(...threadArgument),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise inbox release ${example}`,
    )
    .action((thread: ThreadId, flags: ProfileFlags, command: Command) =>
      give({ context, command, flags }, `/api/v1/inbox/${thread}/release`, {}),
    );
}

function addHandOver(inbox: Command, context: Context): void {
  withProfile(
    inbox
      .command('handover')
      .description(say('desk.handoverDescription'))
      .argument(...colleague),
  )
    .addHelpText(
      'after',
      `
${say('desk.handoverHelp')}

${say('program.examples')}
  $ liaise inbox handover b.meier`,
    )
    .action(async (officer: OfficerId, flags: ProfileFlags, command: Command) => {
      const done = await asking(flags, context, ({ client }) =>
        client.ask(handedOver, 'POST', '/api/v1/inbox/handover', { officer }),
      );
      context.terminal.answer(wantsJson(command), done, [
        sayCount('desk.moreHand', { officer, threads: done.threads }),
      ]);
      if (done.more) context.terminal.message(say('desk.someLeftHandOver'));
    });
}

function addTransfer(inbox: Command, context: Context): void {
  withFilling(
    withSending(
      inbox
        .command('transfer')
        .description(say('desk.transferDescription'))
        .argument(...threadArgument)
        .argument('[file]', fileWords('transfer-notice')),
    ),
  )
    .addHelpText(
      'after',
      `
${say('desk.transferHelp')}
${formHelp}

${say('program.examples')}
  $ liaise inbox transfer ${example}
  $ liaise inbox transfer ${example} --set authority=harbour-office --text "The vessel lies in port." --yes
  $ liaise inbox transfer ${example} transfer.json

${say('program.fileExample')}
${shownFile(transferExample)}`,
    )
    .action((thread: ThreadId, file: string | undefined, flags: FormFlags, command: Command) =>
      sendFileOrForm(
        { context, command, flags },
        { blank: { kind: 'transfer-notice' }, desk: 'inbox', thread },
        file,
      ),
    );
}
