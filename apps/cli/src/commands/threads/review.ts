import type { Command } from 'commander';
import { keepReasons, type KeepReason } from '#capabilities/retention/schedule.model';
import { timestamp, type ThreadId } from '#kernel';
import type { FileUnderReview } from '#capabilities/retention/retention.contract';
import { fileUnderReview, keptFile, reviewPage } from '../../api/gen/readers.js';
import { fitting, oneOf } from '../../arguments.js';
import { exampleDay } from '../../compose/forms/examples.js';
import type { Context } from '../../context.js';
import { asking, withProfile, type ProfileFlags } from '../../people/asking.js';
import { parseMoment } from '../../people/moments.js';
import type { Desk } from '../../people/threads.js';
import { pageOf, withPaging, type PageFlags } from './paging.js';
import { threadArgument } from './sending.js';
import { showAnswer } from '../../people/answering.js';
import type { Shown } from '../../print/style.js';
import { table, type Column, type Row } from '../../print/table.js';

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

interface KeepFlags extends ProfileFlags {
  readonly reason: KeepReason;
  readonly until: Date;
}

export function addReviews(parent: Command, context: Context, desk: Desk): void {
  addList(parent, context, desk);
  addKeep(parent, context, desk);
  addWantErased(parent, context, desk);
}

function addList(parent: Command, context: Context, desk: Desk): void {
  withPaging(
    parent
      .command('reviews')
      .description(
        'Files of which somebody must say whether they are still needed, the oldest first.',
      ),
  )
    .addHelpText(
      'after',
      `\nExamples:\n  $ liaise ${parent.name()} reviews --purpose PREVENTION\n  $ liaise ${parent.name()} reviews --purpose PREVENTION --json`,
    )
    .action((flags: PageFlags, command: Command) =>
      asking(flags, context, async ({ client }) => {
        const query = new URLSearchParams(pageOf(flags)).toString();
        const page = await client.ask(reviewPage, 'GET', `/api/v1/${desk}/reviews?${query}`);
        await showAnswer({ context, command, flags }, page, (shown) =>
          reviewLines(page.files, shown),
        );
        if (page.files.length === 0) context.terminal.message('No file is due for review.');
        if (page.next !== null) context.terminal.message(`More with --after ${page.next}.`);
      }),
    );
}

function addKeep(parent: Command, context: Context, desk: Desk): void {
  withProfile(
    parent
      .command('keep')
      .description('Keep a file that is due for review, until a day on which it is due again.')
      .argument(...threadArgument)
      .requiredOption('--reason <code>', `why: ${keepReasons.join(', ')}`, oneOf(keepReasons))
      .requiredOption(
        '--until <time>',
        'at most the next review by the rule, and not after the file goes: 2026-12-01 (its first moment, UTC) or 2026-12-01T08:00Z',
        fitting(parseMoment),
      ),
  )
    .addHelpText(
      'after',
      `\nExamples:\n  $ liaise ${parent.name()} keep ${example} --reason PROCEEDINGS --until ${exampleDay(90)}`,
    )
    .action(async (thread: ThreadId, flags: KeepFlags, command: Command) => {
      const [reason, until] = [flags.reason, timestamp(flags.until)];
      const path = `/api/v1/${desk}/${thread}/keep`;
      const done = await asking(flags, context, ({ client }) =>
        client.ask(keptFile, 'POST', path, { reason, until }),
      );
      await showAnswer({ context, command, flags }, done, ({ when }) => [
        `It is kept until ${when(done.until)}.`,
      ]);
    });
}

function addWantErased(parent: Command, context: Context, desk: Desk): void {
  withProfile(
    parent
      .command('want-erased')
      .description('Say that a file which is due for review is to go before its day.')
      .argument(...threadArgument),
  )
    .addHelpText(
      'after',
      `
Nothing is erased by it: it stays in the list until two administrators have signed "liaise retention erase".

Examples:
  $ liaise ${parent.name()} want-erased ${example}`,
    )
    .action(async (thread: ThreadId, flags: ProfileFlags, command: Command) => {
      const path = `/api/v1/${desk}/${thread}/want-erased`;
      const done = await asking(flags, context, ({ client }) =>
        client.ask(fileUnderReview, 'POST', path, {}),
      );
      const next = `Two administrators erase it: liaise retention erase ${thread}.`;
      await showAnswer({ context, command, flags }, done, (shown) => [
        ...reviewLines([done], shown),
        next,
      ]);
    });
}

const columns: readonly Column[] = [
  { head: 'ID' },
  { head: 'DUE' },
  { head: 'TYPE', least: 8 },
  { head: 'STATE', least: 8 },
  { head: 'WITH', least: 12 },
  { head: 'KEEPER', least: 6 },
];

function rowOf(file: FileUnderReview, shown: Shown): Row {
  const { thread, requestType, state, peer, peerAuthority, keeper, dueAt, endedAt } = file;
  const goes = file.eraseAt === null ? 'not ended' : `goes ${shown.when(file.eraseAt)}`;
  return {
    cells: [
      shown.id(thread),
      shown.when(dueAt),
      requestType,
      state,
      `${peer}/${peerAuthority}`,
      keeper ?? 'nobody',
    ],
    notes: [
      endedAt === null ? goes : `ended ${shown.when(endedAt)}, ${goes}`,
      ...(file.erasureWantedAt === null ? [] : ['ERASURE WANTED']),
      ...(file.held ? ['HELD'] : []),
      ...(file.openCase?.erasure === 'DECISION_NEEDED'
        ? [`CASE OPEN ${file.openCase.ground}`]
        : []),
    ],
  };
}

const reviewLines = (files: readonly FileUnderReview[], shown: Shown): string[] =>
  table(
    columns,
    files.map((file) => rowOf(file, shown)),
    shown,
  );
