import type { Command } from 'commander';
import type { CountedRequest } from '#capabilities/statistics/statistics.contract';
import {
  countDifferences,
  tally,
  type CountDifference,
  type Tally,
} from '#capabilities/statistics/statistics.model';
import { parseStateCode, parseTimestamp, timestamp, type Purpose, type StateCode } from '#kernel';
import { say } from '#language/console';
import type { ApiClient } from '../../api/client.js';
import { countedRequest, countedRequests } from '../../api/gen/readers.js';
import { list, object, readContent } from '../../api/shape.js';
import { count, fitting } from '../../arguments.js';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { readBytes, writePublic } from '../../installation/files.js';
import { asking, purposeOption, withProfile, type ProfileFlags } from '../../people/asking.js';
import { shownBy, type Shown } from '../../print/style.js';
import { table, type Column, type Row } from '../../print/table.js';

interface StatisticsFlags extends ProfileFlags {
  readonly purpose: Purpose;
  readonly year: number;
  readonly peer?: StateCode;
  readonly out?: string;
  readonly compare?: string;
}

const mostPages = 1_000;
const mostBytes = 128 * 1024 * 1024;

const countedFile = object({
  state: parseStateCode,
  from: parseTimestamp,
  to: parseTimestamp,
  requests: list(countedRequest, 200_000),
});

export function addStatistics(audit: Command, context: Context): void {
  withProfile(audit.command('statistics').description(say('statistics.statisticsDescription')))
    .requiredOption(...purposeOption)
    .requiredOption('--year <year>', say('statistics.statisticsYearOption'), count(2000, 9999))
    .option('--peer <state>', say('statistics.statisticsPeerOption'), fitting(parseStateCode))
    .option('--out <file>', say('statistics.statisticsOutOption'))
    .option('--compare <file>', say('statistics.statisticsCompareOption'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise audit statistics --purpose PREVENTION --year 2026
  $ liaise audit statistics --purpose PREVENTION --year 2026 --peer XB --out xa-with-xb-2026.json
  $ liaise audit statistics --purpose PREVENTION --year 2026 --peer XB --compare xb-with-xa-2026.json

${say('statistics.statisticsHelp')}`,
    )
    .action((flags: StatisticsFlags, command: Command) => statistics(context, flags, command));
}

function statistics(context: Context, flags: StatisticsFlags, command: Command): Promise<void> {
  return asking(flags, context, async ({ client, profile }) => {
    if (flags.compare !== undefined && flags.peer === undefined)
      throw new CliError('CLI_USAGE', say('statistics.compareNeedsPeer'));
    const from = timestamp(new Date(Date.UTC(flags.year, 0, 1)));
    const to = timestamp(new Date(Date.UTC(flags.year + 1, 0, 1)));
    const requests = await requestsOf(client, { purpose: flags.purpose, from, to }, flags.peer);
    const { state } = profile;
    if (flags.out !== undefined)
      await writePublic(flags.out, `${JSON.stringify({ state, from, to, requests })}\n`);
    const figures = tally(requests);
    const shown = shownBy(command, context.terminal);
    const differences =
      flags.compare === undefined
        ? undefined
        : countDifferences(
            requests,
            await theirs(flags.compare, { from, peer: flags.peer, state }),
          );
    context.terminal.answer(wantsJson(command), { from, to, figures, differences }, [
      ...(figures.length === 0
        ? [say('statistics.noRequests', { year: flags.year })]
        : figures.flatMap((each) => figureLines(each, shown))),
      ...(differences === undefined ? [] : differenceLines(differences)),
    ]);
    if (differences !== undefined && differences.length > 0)
      throw new CliError('CLI_COUNTS_DIFFER', `${differences.length}`);
  });
}

async function requestsOf(
  client: ApiClient,
  asked: { readonly purpose: Purpose; readonly from: string; readonly to: string },
  peer: StateCode | undefined,
): Promise<CountedRequest[]> {
  const query = new URLSearchParams({ ...asked, ...(peer !== undefined && { peer }) });
  const all: CountedRequest[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const path = `/api/v1/audit/requests?${query.toString()}`;
    const { requests, next } = await client.ask(countedRequests, 'GET', path);
    all.push(...requests);
    if (next === null) return all;
    query.set('after', next);
  }
  throw new CliError('CLI_USAGE', say('statistics.moreRequestsAskPeer'));
}

async function theirs(
  path: string,
  ours: {
    readonly from: string;
    readonly peer: StateCode | undefined;
    readonly state: StateCode;
  },
): Promise<CountedRequest[]> {
  const file = readContent(path, (await readBytes(path, mostBytes)).toString('utf8'), countedFile);
  if (file.state !== ours.peer || file.from !== ours.from)
    throw new CliError(
      'CLI_USAGE',
      say('statistics.isOfFrom', { path, state: file.state, from: file.from }),
    );
  return file.requests.filter(({ peer }) => peer === ours.state);
}

const figureColumns = (title: string): readonly Column[] => [
  { head: title, least: 16 },
  { head: say('column.urgent'), right: true },
  { head: say('column.other'), right: true },
];

const figureRow = (text: string, ...figures: readonly number[]): Row => ({
  cells: [text, ...figures.map(String)],
});

function figureLines({ peer, side, ...figures }: Tally, shown: Shown): string[] {
  const { requests, answered, refused, judicialDelays, undelivered } = figures;
  const rows = [
    figureRow(say('statistics.requests'), requests.urgent, requests.other),
    figureRow(say('statistics.answered'), answered.urgent, answered.other),
    ...Object.entries(refused).map(([ground, number]) =>
      figureRow(say('statistics.refused', { ground }), number),
    ),
    figureRow(say('statistics.lateJudicialAuthorisation'), judicialDelays),
    ...(undelivered === 0
      ? []
      : [figureRow(say('statistics.notDeliveredNotCounted'), undelivered)]),
  ];
  const title =
    side === 'ASKING' ? say('statistics.weAsk', { peer }) : say('statistics.asksUs', { peer });
  return [...table(figureColumns(title), rows, shown), ''];
}

const differenceLines = (differences: readonly CountDifference[]): string[] =>
  differences.length === 0
    ? [say('statistics.bothStatesCountSame')]
    : differences.map(({ request, what, ours, theirs: their }) =>
        say('statistics.hereThere', {
          request,
          what,
          ours: ours ?? say('statistics.nothing'),
          their: their ?? say('statistics.nothing'),
        }),
      );
