import { foundThreads } from '../../api/gen/readers.js';
import type { Command } from 'commander';
import type { FoundThread } from '#capabilities/requests/threads.contract';
import type { FoundField } from '#capabilities/requests/threads.lists';
import type { Purpose } from '#kernel';
import type { Context } from '../../context.js';
import { readText } from '../../installation/files.js';
import { asking, purposeOption, withProfile, type ProfileFlags } from '../../people/asking.js';
import { threadLines } from '../../people/story/thread-table.js';
import { showAnswer } from '../../people/answering.js';

const desks = {
  requests: { name: 'request', what: 'Find what was asked, by numbers, names and words.' },
  inbox: { name: 'inbox', what: 'Find what came in, by numbers, names and words.' },
} as const;

interface SearchFlags extends ProfileFlags {
  readonly purpose: Purpose;
}

export function addSearch(parent: Command, context: Context, desk: keyof typeof desks): void {
  const { name, what } = desks[desk];
  withProfile(parent.command('search').description(what))
    .argument(
      '<file>',
      'file of one line: reference, name, plate or document number; - reads the input',
    )
    .requiredOption(...purposeOption)
    .addHelpText(
      'after',
      `
All words must occur, in any order. A reference, plate, phone, date or document number is found exactly, with its spaces and signs or
without: SHIP-99 is not SHIP-9. In names and subject lines a number is also found by its pieces, last. What is found by a number stands
first, then by a name, then by other text, of each the newest; each line says by what.

The words come from a file or the input: arguments of commands can be seen by others on the machine.

Examples:
  $ liaise ${name} search words.txt --purpose INVESTIGATION
  $ liaise ${name} search - --purpose PREVENTION < words.txt`,
    )
    .action(async (file: string, flags: SearchFlags, command: Command) => {
      const input =
        file === '-' ? Buffer.from(await context.readInput()).toString('utf8') : undefined;
      const words = (input ?? (await readText(file))).trim();
      const body = { purpose: flags.purpose, words };
      const found = await asking(flags, context, ({ client }) =>
        client.ask(foundThreads, 'POST', `/api/v1/${desk}/search`, body),
      );
      await showAnswer({ context, command, flags }, found, (shown) =>
        threadLines(shown, found.threads, context.now(), whyFound),
      );
      if (found.threads.length === 0) context.terminal.message('Nothing found.');
      if (found.more) context.terminal.message('There may be older ones: add a word to find them.');
    });
}

const fieldWords: Readonly<Record<FoundField, string>> = {
  ...{ REFERENCE: 'reference', PLATE: 'plate', DOCUMENT: 'document number', PHONE: 'phone' },
  ...{ DATE: 'date', NAME: 'name', TEXT: 'subject line' },
};

const whyFound = ({ foundBy }: FoundThread): readonly string[] =>
  foundBy.length === 0 ? [] : [`found by ${foundBy.map((each) => fieldWords[each]).join(', ')}`];
