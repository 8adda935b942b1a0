import type { Command } from 'commander';
import { isEnded, parseOfficerId, type OfficerId, type ThreadId } from '#kernel';
import { fitting } from '../../arguments.js';
import { handedOver, inHands } from '../../api/gen/readers.js';
import { parseDraftOf } from '../../compose/draft.js';
import { shownFile, transferExample } from '../../compose/forms/examples.js';
import { wantsJson, type Context, type Given } from '../../context.js';
import { readText } from '../../installation/files.js';
import { asking, withProfile, type ProfileFlags } from '../../people/asking.js';
import { nextStep } from '../../people/words/clock-words.js';
import type { SubmitFlags } from '../../people/sending/submit.js';
import { addNotices } from '../threads/duplicates.js';
import { addNotes } from '../threads/notes.js';
import { sendReply } from '../threads/reply.js';
import { threadArgument, withSending } from '../threads/sending.js';
import { showAnswer } from '../../people/answering.js';
import { table } from '../../print/table.js';

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const colleague = [
  '<officer>',
  'a duty officer of your authority',
  fitting(parseOfficerId),
] as const;

export function addDesk(inbox: Command, context: Context): void {
  addAssign(inbox, context);
  addRelease(inbox, context);
  addHandOver(inbox, context);
  addTransfer(inbox, context);
  addNotes(inbox, context, 'inbox');
  addNotices(inbox, context, 'inbox');
}

/**
 * Claims a request or gives it to a colleague. Does not show the request's content, because reading needs a stated purpose
 * and a place on the access list.
 */
export async function give(
  { context, command, flags }: Given<ProfileFlags>,
  path: string,
  body: object,
): Promise<void> {
  const { row, own } = await asking(flags, context, async ({ client, profile }) => ({
    row: await client.ask(inHands, 'POST', path, body),
    own: profile.officer,
  }));
  const { thread, state, holder } = row;
  await showAnswer({ context, command, flags }, row, (shown) =>
    table(
      [{ head: 'ID' }, { head: 'STATE' }, { head: 'IN HAND' }],
      [{ cells: [shown.id(thread), state, holder ?? 'nobody'] }],
      shown,
    ),
  );
  if (holder !== own) return;
  context.terminal.message(`What it says: liaise inbox show ${thread} --purpose PURPOSE`);
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
      .description('Give a request into the hands of a colleague; nothing is sent.')
      .argument(...threadArgument)
      .argument(...colleague),
  )
    .addHelpText(
      'after',
      `
One that nobody has, or you have. From the hands of an officer who may act no more anybody may take it. From one who cannot be
reached you take it yourself: a risk to life at once, what you stand in for, else after \`break-glass\` for HOLDER_UNREACHABLE.
That one is told (\`notices\`).

Examples:
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
      .description('Give a request back: nobody has it then; nothing is sent.')
      .argument(...threadArgument),
  )
    .addHelpText('after', `\nExamples:\n  $ liaise inbox release ${example}`)
    .action((thread: ThreadId, flags: ProfileFlags, command: Command) =>
      give({ context, command, flags }, `/api/v1/inbox/${thread}/release`, {}),
    );
}

function addHandOver(inbox: Command, context: Context): void {
  withProfile(
    inbox
      .command('handover')
      .description('Hand over your shift: all that is open in your hands goes to a colleague.')
      .argument(...colleague),
  )
    .addHelpText(
      'after',
      `
What has ended stays with you, unless a recall of it waits for an answer. What you have answered in you may still read: you stand on
its roster, until the colleague takes you off it.

Examples:
  $ liaise inbox handover b.meier`,
    )
    .action(async (officer: OfficerId, flags: ProfileFlags, command: Command) => {
      const done = await asking(flags, context, ({ client }) =>
        client.ask(handedOver, 'POST', '/api/v1/inbox/handover', { officer }),
      );
      context.terminal.answer(wantsJson(command), done, [
        `${officer} has ${done.threads} more in hand.`,
      ]);
      if (done.more) context.terminal.message('Some is left: hand over once more.');
    });
}

function addTransfer(inbox: Command, context: Context): void {
  withSending(
    inbox
      .command('transfer')
      .description(
        'Pass a request on to the competent authority of this State; the sender is told.',
      )
      .argument(...threadArgument)
      .argument('<file>', 'JSON: {kind: "transfer-notice", purpose, handling?, body}'),
  )
    .addHelpText(
      'after',
      `
The clock goes on as it stands. Your authority does not see the request any more; your notes on it stay behind.

Examples:
  $ liaise inbox transfer ${example} transfer.json

A file:
${shownFile(transferExample)}`,
    )
    .action(
      async (
        thread: ThreadId,
        file: string,
        flags: ProfileFlags & SubmitFlags,
        command: Command,
      ) => {
        const draft = parseDraftOf('transfer-notice', file, await readText(file));
        await sendReply({ context, command, flags }, { desk: 'inbox', thread }, draft);
      },
    );
}
