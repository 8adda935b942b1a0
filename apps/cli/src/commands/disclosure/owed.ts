import type { Command } from 'commander';
import { parseDocumentId, type DocumentId, type Purpose } from '#kernel';
import { say } from '#language/console';
import { count, listedId } from '../../arguments.js';
import type { Reader } from '../../api/shape.js';
import type { Context } from '../../context.js';
import { asking, purposeOption, withProfile, type ProfileFlags } from '../../people/asking.js';
import type { Desk } from '../../people/threads.js';
import { showAnswer } from '../../people/answering.js';
import type { Shown } from '../../print/style.js';

interface OwedFlags extends ProfileFlags {
  readonly purpose: Purpose;
  readonly limit: number;
  readonly after?: DocumentId;
  readonly all?: true;
}

interface Owed<Name extends string, Row> {
  readonly name: Name;
  readonly says: string;
  readonly after: string;
  readonly view: Reader<
    { readonly [N in Name]: readonly Row[] } & { readonly next: DocumentId | null }
  >;
  readonly lines: (rows: readonly Row[], shown: Shown) => readonly string[];
  readonly settled?: false;
}

export function addOwed<Name extends string, Row>(
  parent: Command,
  context: Context,
  desk: Desk,
  { name, says, after, view, lines, settled }: Owed<Name, Row>,
): void {
  const listing = parent.command(name).description(says);
  const all = settled !== false;
  if (all) listing.option('--all', say('owed.allOption'));
  withProfile(
    listing
      .requiredOption(...purposeOption)
      .option('--limit <number>', say('owed.limitOption'), count(1, 100), 50)
      .option('--after <document>', after, listedId(parseDocumentId)),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise ${parent.name()} ${name} --purpose INVESTIGATION
  $ liaise ${parent.name()} ${name} --purpose INVESTIGATION${all ? ' --all' : ''} --json`,
    )
    .action((flags: OwedFlags, command: Command) =>
      asking(flags, context, async (asked) => {
        const query = new URLSearchParams({
          purpose: flags.purpose,
          limit: String(flags.limit),
          ...(flags.after !== undefined && { after: flags.after }),
          ...(flags.all && { all: 'true' }),
        });
        const page = await asked.client.ask(
          view,
          'GET',
          `/api/v1/${desk}/${name}?${query.toString()}`,
        );
        const { terminal } = context;
        const named = await showAnswer({ context, command, flags }, page, (shown) =>
          lines(page[name], shown),
        );
        if (page[name].length === 0)
          terminal.message(flags.all ? say('owed.nothingHere') : say('owed.nobodyOwesAnswer'));
        if (page.next !== null)
          terminal.message(say('owed.moreFollowAfter', { next: named(page.next) }));
      }),
    );
}
