import type { Command } from 'commander';
import { keepReasons, type KeepReason } from '#capabilities/retention/schedule.model';
import { timestamp, type ThreadId } from '#kernel';
import type { FileUnderReview } from '#capabilities/retention/retention.contract';
import { say } from '#language/console';
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
  withPaging(parent.command('reviews').description(say('review.reviewsDescription')))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise ${parent.name()} reviews --purpose PREVENTION
  $ liaise ${parent.name()} reviews --purpose PREVENTION --json`,
    )
    .action((flags: PageFlags, command: Command) =>
      asking(flags, context, async ({ client }) => {
        const query = new URLSearchParams(pageOf(flags)).toString();
        const page = await client.ask(reviewPage, 'GET', `/api/v1/${desk}/reviews?${query}`);
        const named = await showAnswer({ context, command, flags }, page, (shown) =>
          reviewLines(page.files, shown),
        );
        if (page.files.length === 0) context.terminal.message(say('review.noFileDueReview'));
        if (page.next !== null)
          context.terminal.message(say('review.moreAfter', { next: named(page.next) }));
      }),
    );
}

function addKeep(parent: Command, context: Context, desk: Desk): void {
  withProfile(
    parent
      .command('keep')
      .description(say('review.keepDescription'))
      .argument(...threadArgument)
      .requiredOption(
        '--reason <code>',
        say('review.keepReasonOption', { keepReasons: keepReasons.join(', ') }),
        oneOf(keepReasons),
      )
      .requiredOption('--until <time>', say('review.keepUntilOption'), fitting(parseMoment)),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise ${parent.name()} keep ${example} --reason PROCEEDINGS --until ${exampleDay(90)}`,
    )
    .action(async (thread: ThreadId, flags: KeepFlags, command: Command) => {
      const [reason, until] = [flags.reason, timestamp(flags.until)];
      const path = `/api/v1/${desk}/${thread}/keep`;
      const done = await asking(flags, context, ({ client }) =>
        client.ask(keptFile, 'POST', path, { reason, until }),
      );
      await showAnswer({ context, command, flags }, done, ({ when }) => [
        say('review.keptUntil', { until: when(done.until) }),
      ]);
    });
}

function addWantErased(parent: Command, context: Context, desk: Desk): void {
  withProfile(
    parent
      .command('want-erased')
      .description(say('review.wantErasedDescription'))
      .argument(...threadArgument),
  )
    .addHelpText(
      'after',
      `
${say('review.wantErasedHelp')}

${say('program.examples')}
  $ liaise ${parent.name()} want-erased ${example}`,
    )
    .action(async (thread: ThreadId, flags: ProfileFlags, command: Command) => {
      const path = `/api/v1/${desk}/${thread}/want-erased`;
      const done = await asking(flags, context, ({ client }) =>
        client.ask(fileUnderReview, 'POST', path, {}),
      );
      const next = say('review.next', { thread });
      await showAnswer({ context, command, flags }, done, (shown) => [
        ...reviewLines([done], shown),
        next,
      ]);
    });
}

const columns: readonly Column[] = [
  { head: say('column.id') },
  { head: say('column.due') },
  { head: say('column.type'), least: 8 },
  { head: say('column.status'), least: 8 },
  { head: say('column.with'), least: 12 },
  { head: say('column.keeper'), least: 6 },
];

function rowOf(file: FileUnderReview, shown: Shown): Row {
  const { thread, requestType, state, peer, peerAuthority, keeper, dueAt, endedAt } = file;
  const goes =
    file.eraseAt === null
      ? say('review.notEnded')
      : say('review.goes', { eraseAt: shown.when(file.eraseAt) });
  return {
    cells: [
      shown.id(thread),
      shown.when(dueAt),
      requestType,
      state,
      `${peer}/${peerAuthority}`,
      keeper === null ? say('review.nobody') : shown.who(keeper),
    ],
    notes: [
      endedAt === null ? goes : say('review.ended', { endedAt: shown.when(endedAt), goes }),
      ...(file.erasureWantedAt === null ? [] : [say('review.erasureWanted')]),
      ...(file.held ? [say('review.held')] : []),
      ...(file.openCase?.erasure === 'DECISION_NEEDED'
        ? [say('review.caseOpen', { ground: file.openCase.ground })]
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
