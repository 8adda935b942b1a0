import type { Command } from 'commander';
import { parseListPlace } from '#capabilities/requests/list-place.model';
import { say } from '#language/console';
import { threadPage } from '../../api/gen/readers.js';
import { count, listedId, oneOf } from '../../arguments.js';
import type { Given } from '../../context.js';
import { asking } from '../../people/asking.js';
import { threadLines } from '../../people/story/thread-table.js';
import type { Desk } from '../../people/threads.js';
import { waitingLine } from '../../people/words/clock-words.js';
import { pageOf, withPage, type PageFlags } from './paging.js';
import { showAnswer } from '../../people/answering.js';

export interface ListFlags extends PageFlags {
  readonly open?: true;
  readonly order?: 'newest' | 'due';
  readonly dueWithin?: number;
  readonly mine?: true;
  readonly unclaimed?: true;
}

export const withListing = (command: Command): Command =>
  withPage(command)
    .option('--after <place>', say('listing.afterOption'), listedId(parseListPlace))
    .option('--order <order>', say('listing.orderOption'), oneOf(['newest', 'due']))
    .option('--open', say('listing.openOption'))
    .option('--due-within <hours>', say('listing.dueWithinOption'), count(1, 999));

export function listThreads(
  { context, command, flags }: Given<ListFlags>,
  desk: Desk,
): Promise<void> {
  return asking(flags, context, async ({ client }) => {
    const query = new URLSearchParams({
      ...pageOf(flags),
      ...(flags.order === 'due' && { order: 'DUE' }),
      ...(flags.open && { open: 'true' }),
      ...(flags.dueWithin !== undefined && { dueWithin: String(flags.dueWithin) }),
      ...(flags.mine && { mine: 'true' }),
      ...(flags.unclaimed && { unclaimed: 'true' }),
    });
    const page = await client.ask(threadPage, 'GET', `/api/v1/${desk}?${query.toString()}`);
    const { terminal } = context;
    const named = await showAnswer({ context, command, flags }, page, (shown) =>
      threadLines(shown, page.threads, context.now()),
    );
    const waiting = waitingLine(page.waiting);
    if (waiting !== undefined) terminal.message(waiting);
    if (page.threads.length === 0) terminal.message(say('listing.nothingHere'));
    if (page.next !== null)
      terminal.message(say('listing.moreFollowAfter', { next: named(page.next) }));
  });
}
