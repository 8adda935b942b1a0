import type { Command } from 'commander';
import { parseThreadId, type ThreadId } from '#model';
import { count, fitting } from '../arguments.js';
import { withProfile, type ProfileFlags } from '../people/asking.js';

/** A page of a list: how many rows, after which thread. */
export interface PageFlags extends ProfileFlags {
  readonly limit: number;
  readonly before?: ThreadId;
}

export const withPaging = (command: Command): Command =>
  withProfile(
    command
      .option('--limit <number>', 'most rows, 1 to 100', count(1, 100), 50)
      .option(
        '--before <thread>',
        'go on after this thread, the last one seen',
        fitting(parseThreadId),
      ),
  );

export const pageOf = ({ limit, before }: PageFlags): Record<string, string> => ({
  limit: String(limit),
  ...(before !== undefined && { before }),
});
