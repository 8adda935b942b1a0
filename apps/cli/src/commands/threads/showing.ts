import type { Command } from 'commander';
import { parseDocumentId, type DocumentId, type Purpose } from '#kernel';
import { say } from '#language/console';
import { listedId } from '../../arguments.js';
import type { Given } from '../../context.js';
import { asJson, asking, withProfile, type ProfileFlags } from '../../people/asking.js';
import { threadPurposeOption } from '../../people/thread-purpose.js';
import { storyLines } from '../../people/story/story.js';
import { rememberThread } from '../../people/seen-thread.js';
import { readThread, type Place } from '../../people/threads.js';
import { provenThread, assertProven } from '../../receipts/proven-thread.js';
import { threadArgument } from './sending.js';
import { showAnswer } from '../../people/answering.js';

export interface ReadFlags extends ProfileFlags {
  readonly purpose: Purpose;
}
export interface ShowFlags extends ReadFlags {
  readonly after?: DocumentId;
}

export const withShowing = (command: Command): Command =>
  withProfile(command)
    .argument(...threadArgument)
    .option(...threadPurposeOption)
    .option('--after <dispatch>', say('showing.afterOption'), listedId(parseDocumentId));

/**
 * Shows a thread and verifies its documents and the neighbour's receipts on this computer.
 * @throws as `assertProven`
 */
export function showThread(
  { context, command, flags }: Given<ShowFlags>,
  { desk, thread }: Place,
): Promise<void> {
  return asking(flags, context, async (asked) => {
    const read = { desk, thread, purpose: flags.purpose };
    const { view, next } = await readThread(asked.client, read, flags.after);
    const proven = await provenThread(asked, desk, view, flags.purpose);
    const named = await showAnswer({ context, command, flags }, asJson(proven) as object, (shown) =>
      storyLines(proven, shown, context.now()),
    );
    if (next !== null)
      context.terminal.message(say('showing.moreDocumentsFollowAfter', { next: named(next) }));
    await rememberThread(asked.file, proven);
    assertProven(proven);
  });
}
