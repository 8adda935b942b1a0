import type { Command } from 'commander';
import { parseThreadId } from '#model';
import { fitting, gather } from '../arguments.js';
import { wantsJson, type Context } from '../context.js';
import { withProfile, withSigner } from '../people/asking.js';
import type { Submitted } from '../people/submit.js';

/** What the commands have in common that sign a document and queue it. */

export const threadArgument = [
  '<thread>',
  'id of the thread, from the list',
  fitting(parseThreadId),
] as const;

export const withSending = (command: Command): Command =>
  withSigner(
    withProfile(
      command
        .option(
          '--attach <file>',
          'a file to send along; may be given several times',
          gather(String),
        )
        .option('--yes', 'sign without asking'),
    ),
  );

/** Nothing when the bytes still wait for their signature. */
export function tellSubmitted(
  context: Context,
  command: Command,
  sent: Submitted | undefined,
): void {
  if (sent === undefined) return;
  context.terminal.answer(wantsJson(command), sent, [
    `Signed and queued: thread ${sent.thread}, dispatch ${sent.dispatch}`,
  ]);
}
