import type { Command } from 'commander';
import type { Purpose } from '#kernel';
import { say } from '#language/console';
import { count } from '../../arguments.js';
import { noticePage } from '../../api/gen/readers.js';
import { parseOpeningDraft } from '../../compose/draft.js';
import type { Context } from '../../context.js';
import { readText } from '../../installation/files.js';
import { asking, purposeOption, withProfile, type ProfileFlags } from '../../people/asking.js';
import { duplicateLines, duplicatesOf } from '../../people/sending/duplicates.js';
import { noticeWords } from '../../people/words/notice-words.js';
import type { Desk } from '../../people/threads.js';
import { showAnswer } from '../../people/answering.js';
import { table } from '../../print/table.js';

interface NoticeFlags extends ProfileFlags {
  readonly purpose: Purpose;
  readonly limit: number;
  readonly after?: string;
}

export function addDuplicates(request: Command, context: Context): void {
  withProfile(
    request
      .command('duplicates')
      .description(say('threadsDuplicates.duplicatesDescription'))
      .argument('<file>', say('threadsDuplicates.duplicatesFileArgument')),
  )
    .addHelpText(
      'after',
      `
${say('threadsDuplicates.duplicatesHelp')}

${say('program.examples')}
  $ liaise request duplicates request.json
  $ liaise request duplicates request.json --json`,
    )
    .action(async (file: string, flags: ProfileFlags, command: Command) => {
      const { purpose, body } = parseOpeningDraft('request', file, await readText(file));
      const { requestType, subjects, details } = body;
      const sought = { requestType, subjects, ...(details !== undefined && { details }) };
      const found = await asking(flags, context, (asked) => duplicatesOf(asked, sought, purpose));
      await showAnswer({ context, command, flags }, found, (shown) => duplicateLines(found, shown));
      if (found.duplicates.length === 0 && !found.otherDesk)
        context.terminal.message(say('threadsDuplicates.nobodyKnownWork'));
    });
}

export function addNotices(parent: Command, context: Context, desk: Desk): void {
  const name = parent.name();
  withProfile(
    parent
      .command('notices')
      .description(say('threadsDuplicates.noticesDescription'))
      .requiredOption(...purposeOption)
      .option('--limit <number>', say('threadsDuplicates.noticesLimitOption'), count(1, 100), 50)
      .option('--after <notice>', say('threadsDuplicates.noticesAfterOption')),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise ${name} notices --purpose INVESTIGATION`,
    )
    .action(async (flags: NoticeFlags, command: Command) => {
      const query = new URLSearchParams({
        purpose: flags.purpose,
        limit: String(flags.limit),
        ...(flags.after !== undefined && { after: flags.after }),
      });
      const page = await asking(flags, context, ({ client }) =>
        client.ask(noticePage, 'GET', `/api/v1/${desk}/notices?${query.toString()}`),
      );
      await showAnswer({ context, command, flags }, page, (shown) =>
        table(
          [{ head: say('column.id') }, { head: say('column.when') }],
          page.notices.map((notice) => ({
            cells: [shown.id(notice.thread), shown.when(notice.at)],
            notes: [noticeWords(notice, shown)],
          })),
          shown,
        ),
      );
      if (page.notices.length === 0) context.terminal.message(say('threadsDuplicates.nothingHere'));
      if (page.next !== null)
        context.terminal.message(say('threadsDuplicates.moreFollowAfter', { next: page.next }));
    });
}
