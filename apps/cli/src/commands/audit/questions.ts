import type { Command } from 'commander';
import { differenceKinds } from '#capabilities/audit/differences.lists';
import type { DifferenceView, EventView } from '#capabilities/audit/audit.contract';
import { parseOfficerId, parseStateCode, parseThreadId, parseTimestamp, timestamp } from '#kernel';
import { say } from '#language/console';
import type { ApiClient } from '../../api/client.js';
import { differencePage, eventPageView, logHealth } from '../../api/gen/readers.js';
import { fitting, listedId } from '../../arguments.js';
import { wantsJson, type Context, type Given } from '../../context.js';
import { CliError } from '../../errors.js';
import { asJson, asking, purposeOption, withProfile } from '../../people/asking.js';
import type { ProfileFlags } from '../../people/asking.js';
import { actLines } from '../../people/story/act-words.js';
import { eventLines } from '../../people/words/event-line.js';
import { shownBy, type Shown } from '../../print/style.js';
import { facts } from '../../print/facts.js';
import { table } from '../../print/table.js';
import { showAnswer } from '../../people/answering.js';
import { printable } from '../../people/printable.js';

interface ReadFlags extends ProfileFlags {
  readonly purpose: string;
}
interface EventsFlags extends ReadFlags {
  readonly from?: string;
  readonly to?: string;
  readonly all?: true;
}

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const period = '--from 2026-01-01 --to 2026-02-01';
// Events in one answer, and most pages read by one command.
const pageSize = 500;
const mostPages = 2_000;

const whats = {
  thread: say('questions.thread'),
  item: say('questions.item'),
  officer: say('questions.officer'),
  state: say('questions.state'),
} as const;

interface QuestionText {
  readonly name: string;
  readonly says: string;
  readonly what: keyof typeof whats;
  readonly example: string;
  readonly parse: (what: string) => string;
  readonly path: string;
  readonly period?: true;
  /** True: by default shows one sentence for each action. Undefined: shows every log event. */
  readonly acts?: true;
}

const questions: readonly QuestionText[] = [
  {
    name: 'timeline',
    says: say('questions.says'),
    acts: true,
    what: 'thread',
    example,
    parse: listedId(parseThreadId),
    path: 'threads/WHAT/timeline',
  },
  {
    name: 'item',
    says: say('questions.saysSawOpenedSent'),
    what: 'item',
    example,
    parse: listedId(parseItem),
    path: 'items/WHAT',
  },
  {
    name: 'officer',
    says: say('questions.saysEverythingOfficerPeriod'),
    what: 'officer',
    example: `a.novak ${period}`,
    parse: fitting(parseOfficerId),
    path: 'officers/WHAT',
    period: true,
  },
  {
    name: 'peer',
    says: say('questions.saysEverythingSentReceived'),
    what: 'state',
    example: `XB ${period}`,
    parse: fitting(parseStateCode),
    path: 'peers/WHAT',
    period: true,
  },
];

export function addQuestions(audit: Command, context: Context): void {
  for (const question of questions) {
    const { name, says, what } = question;
    const command = withProfile(audit.command(name).description(says))
      .argument(`<${what}>`, whats[what], question.parse)
      .requiredOption(...purposeOption);
    if (question.period)
      command
        .option('--from <time>', say('questions.fromOption'))
        .option('--to <time>', say('questions.toOption'));
    if (question.acts) command.option('--all', say('questions.allOption'));
    command
      .addHelpText(
        'after',
        `
${say('program.examples')}
  $ liaise audit ${name} ${question.example} --purpose INVESTIGATION`,
      )
      .action((about: string, flags: EventsFlags, asked: Command) =>
        askEvents({ context, command: asked, flags }, question, about),
      );
  }
  withProfile(
    audit.command('open-differences').description(say('questions.openDifferencesDescription')),
  )
    .requiredOption(...purposeOption)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise audit open-differences --purpose DETECTION`,
    )
    .action((flags: ReadFlags, command: Command) => openDifferences(context, flags, command));
  withProfile(audit.command('health').description(say('questions.healthDescription')))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise audit health --json`,
    )
    .action((flags: ProfileFlags, command: Command) => health(context, flags, command));
}

function parseItem(text: string): string {
  if (/^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64})$/.test(text))
    return text;
  throw new CliError('CLI_USAGE', say('questions.itemIdDispatchMessage'));
}

function parseMoment(option: string, text: string): string {
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00.000Z` : text;
  try {
    return parseTimestamp(whole);
  } catch (error) {
    throw new CliError('CLI_USAGE', say('questions.moments', { option }), error);
  }
}

async function eventsOf(client: ApiClient, path: string, query: URLSearchParams) {
  const events: EventView[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await client.ask(eventPageView, 'GET', `${path}?${query.toString()}`);
    events.push(...answer.events);
    if (answer.next === null) return { events, next: null };
    query.set('after', answer.next);
  }
  return { events, next: query.get('after') };
}

function askEvents(
  { context, command, flags }: Given<EventsFlags>,
  question: QuestionText,
  about: string,
): Promise<void> {
  return asking(flags, context, async (asked) => {
    const query = new URLSearchParams({
      purpose: flags.purpose,
      limit: String(pageSize),
    });
    if (question.period) {
      query.set('from', parseMoment('--from', flags.from ?? '1970-01-01'));
      const end = timestamp(new Date(context.now().getTime() + 60_000));
      query.set('to', flags.to === undefined ? end : parseMoment('--to', flags.to));
    }
    const answer = await eventsOf(
      asked.client,
      `/api/v1/audit/${question.path.replace('WHAT', about)}`,
      query,
    );
    const wordsOf = question.acts === true && flags.all !== true ? actLines : eventLines;
    await showAnswer({ context, command, flags }, asJson(answer) as object, (shown) => [
      ...wordsOf(answer.events, shown),
      ...(answer.next === null
        ? []
        : [say('questions.moreFollowAskShorter', { next: answer.next })]),
    ]);
  });
}

function openDifferences(context: Context, flags: ReadFlags, command: Command): Promise<void> {
  return asking(flags, context, async ({ client }) => {
    const differences: DifferenceView[] = [];
    for (const kind of differenceKinds) {
      const query = new URLSearchParams({ purpose: flags.purpose, kind, limit: '500' });
      for (let page = 0; page < mostPages; page += 1) {
        const path = `/api/v1/audit/differences?${query.toString()}`;
        const answer = await client.ask(differencePage, 'GET', path);
        differences.push(...answer.differences);
        if (answer.next === null) break;
        query.set('after', answer.next);
      }
    }
    const shown = shownBy(command, context.terminal);
    context.terminal.answer(
      wantsJson(command),
      { differences },
      differences.length === 0
        ? [say('questions.noOpenDifferences')]
        : differenceLines(differences, shown),
    );
  });
}

const differenceLines = (differences: readonly DifferenceView[], shown: Shown): string[] =>
  table(
    [
      { head: say('column.when') },
      { head: say('column.kind') },
      { head: say('column.code'), least: 16 },
      { head: say('column.link'), spare: 1 },
    ],
    differences.map(({ kind, at, link, code, detail }) => ({
      cells: [shown.when(at), kind, printable(code), link ?? '-'],
      notes: detail === '' ? [] : [printable(detail)],
    })),
    shown,
  );

const ageText = (seconds: number): string =>
  say('questions.secondsAgo', { seconds: Math.round(seconds) });

function health(context: Context, flags: ProfileFlags, command: Command): Promise<void> {
  return asking(flags, context, async ({ client }) => {
    const log = await client.ask(logHealth, 'GET', '/api/v1/audit/health');
    const { terminal } = context;
    const { when, ...shown } = shownBy(command, terminal);
    terminal.answer(
      wantsJson(command),
      log,
      facts(
        [
          {
            label: say('label.leaves'),
            text: say('questions.themReleased', { size: log.size, released: log.released }),
          },
          {
            label: say('label.checkpoint'),
            text:
              log.checkpointAt === null
                ? say('questions.noneYet')
                : `${when(log.checkpointAt)}, ${ageText(log.checkpointAge ?? 0)}`,
          },
          ...log.witnesses.map(({ witness, size, age }) => ({
            label: say('label.cosigned'),
            text: say('questions.sizeBy', { size, age: ageText(age), witness: printable(witness) }),
          })),
          ...(log.witnesses.length === 0
            ? [{ label: say('label.cosigned'), text: say('questions.nobodyYet') }]
            : []),
          {
            label: say('label.waiting'),
            text: `${log.waiting}${log.waitingAge === null ? '' : say('questions.firstSince', { waitingAge: Math.round(log.waitingAge) })}`,
          },
          { label: say('label.evidence'), text: `${log.evidence}` },
          ...log.halted.map((code) => ({
            ...{ label: say('column.halted'), text: printable(code), colour: 'red' as const },
          })),
        ],
        shown,
      ),
    );
  });
}
