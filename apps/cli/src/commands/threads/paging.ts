import type { Command } from 'commander';
import { parseThreadId, type Purpose } from '#kernel';
import { say } from '#language/console';
import { count, listedId } from '../../arguments.js';
import { purposeOption, withProfile, type ProfileFlags } from '../../people/asking.js';

export interface PageFlags extends ProfileFlags {
  readonly purpose: Purpose;
  readonly limit: number;
  readonly after?: string;
}

export const withPage = (command: Command): Command =>
  withProfile(
    command
      .requiredOption(...purposeOption)
      .option('--limit <number>', say('paging.limitOption'), count(1, 100), 50),
  );

const afters = {
  thread: 'paging.afterThread',
  document: 'paging.afterDocument',
  message: 'paging.afterMessage',
} as const;

export const withPaging = (command: Command, what: keyof typeof afters = 'thread'): Command =>
  withPage(command).option(`--after <${what}>`, say(afters[what]), listedId(parseThreadId));

export const pageOf = ({ purpose, limit, after }: PageFlags): Record<string, string> => ({
  purpose,
  limit: String(limit),
  ...(after !== undefined && { after }),
});
