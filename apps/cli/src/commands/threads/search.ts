import { say } from '#language/console';
import { foundThreads } from '../../api/gen/readers.js';
import type { Command } from 'commander';
import type { FoundThread } from '#capabilities/requests/threads.contract';
import type { FoundField } from '#capabilities/requests/threads.lists';
import type { Purpose } from '#kernel';
import type { Context } from '../../context.js';
import { neededText } from '../../people/plain-text.js';
import { asking, purposeOption, withProfile, type ProfileFlags } from '../../people/asking.js';
import { threadLines } from '../../people/story/thread-table.js';
import { showAnswer } from '../../people/answering.js';

const desks = {
  requests: { name: 'request', what: say('search.findWhatAskedNumbers') },
  inbox: { name: 'inbox', what: say('search.findWhatCameNumbers') },
} as const;

interface SearchFlags extends ProfileFlags {
  readonly purpose: Purpose;
}

export function addSearch(parent: Command, context: Context, desk: keyof typeof desks): void {
  const { name, what } = desks[desk];
  withProfile(parent.command('search').description(what))
    .argument('<file>', say('search.searchFileArgument'))
    .requiredOption(...purposeOption)
    .addHelpText(
      'after',
      `
${say('search.searchHelp')}

${say('program.examples')}
  $ liaise ${name} search words.txt --purpose INVESTIGATION
  $ liaise ${name} search - --purpose PREVENTION < words.txt`,
    )
    .action(async (file: string, flags: SearchFlags, command: Command) => {
      const words = await neededText(context, file, {});
      const body = { purpose: flags.purpose, words };
      const found = await asking(flags, context, ({ client }) =>
        client.ask(foundThreads, 'POST', `/api/v1/${desk}/search`, body),
      );
      await showAnswer({ context, command, flags }, found, (shown) =>
        threadLines(shown, found.threads, context.now(), whyFound),
      );
      if (found.threads.length === 0) context.terminal.message(say('search.nothingFound'));
      if (found.more) context.terminal.message(say('search.olderOnesAddWord'));
    });
}

const fieldWords: Readonly<Record<FoundField, string>> = {
  REFERENCE: say('search.reference'),
  PLATE: say('search.plate'),
  DOCUMENT: say('search.document'),
  PHONE: say('search.phone'),
  DATE: say('search.date'),
  NAME: say('search.name'),
  TEXT: say('search.text'),
};

const whyFound = ({ foundBy }: FoundThread): readonly string[] =>
  foundBy.length === 0
    ? []
    : [say('search.foundBy', { foundBy: foundBy.map((each) => fieldWords[each]).join(', ') })];
