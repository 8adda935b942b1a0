import { asAdmin } from '#store';
import { figure, percentile, type Figure } from './figures.js';
import { treeMiB } from './process-tree.js';
import type { RunningStates } from './running-states.js';
import type { Sender } from './sender.js';
import { Sending, spanOf, type Span } from './sending.js';

export interface Endurance {
  readonly minutes: number;
  readonly share: number;
}

const mostEdgeMinutes = 5;
const minuteMs = 60_000;
const acceptedSql = `select count(*)::float8 as n from journal.event where typ = 'msg.accepted'`;

export async function endure(
  running: RunningStates,
  sender: Sender,
  by: string,
  top: number,
  { minutes, share }: Endurance,
): Promise<Figure[]> {
  const edge = Math.min(mostEdgeMinutes, minutes / 3);
  const perSecond = top * share;
  process.stderr.write(`bench: ${by}: ${minutes} minutes at ${perSecond.toFixed(1)}/s\n`);
  const [, receiving] = running.states;
  const accepted = (): Promise<number> =>
    asAdmin(running.databaseOf(receiving), async (admin) => {
      const [row] = await admin.query<{ n: number }>(acceptedSql);
      return row?.n ?? NaN;
    });
  const [submitted, before] = [sender.submitted.size, await accepted()];
  const spans: Span[] = [];
  let memory = new Map<string, number>();
  let grown = new Map<string, number>();
  await sender.watching(async () => {
    const load = Sending.steadily(sender, perSecond);
    const window = (length: number) => spanOf(sender, () => load.during(length * minuteMs));
    spans.push(await window(edge));
    memory = memoryOf(running);
    spans.push(await window(minutes - 2 * edge));
    spans.push(await window(edge));
    grown = memoryOf(running);
    try {
      await load.end();
    } catch (error) {
      // Earlier measurements are kept; the figure below fails its goal.
      if (sender.inFlight === 0) throw error;
    }
  });
  const duplicates = (await accepted()) - before - (sender.submitted.size - submitted);
  return [
    ...spans.flatMap((span, at) => {
      const when = ['first', 'middle', 'last'][at] ?? '';
      return [
        figure(`exchanges, ${when} minutes of the long load`, by, '1/s', [span.perSecond]),
        figure(`mean wait, ${when} minutes of the long load`, by, 'ms', [span.meanMs]),
      ];
    }),
    figure('long load asked for', by, '1/s', [perSecond]),
    figure('not opened after the long load', by, '', [sender.inFlight]),
    figure('duplicates after the long load', by, '', [Math.max(0, duplicates)]),
    ...growthOf(memory, grown, by),
  ];
}

const memoryOf = (running: RunningStates): Map<string, number> =>
  new Map([...running.pids].map(([name, pid]) => [name, treeMiB(pid)]));

function growthOf(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  by: string,
): Figure[] {
  const growth = [...after].map(([name, mib]) => [name, mib - (before.get(name) ?? 0)] as const);
  const most = percentile(
    growth.map(([, mib]) => mib),
    1,
  );
  return [
    ...growth.map(([name, mib]) =>
      figure('growth in the long load', `${by}, ${name}`, 'MiB', [mib]),
    ),
    figure('largest growth of a process in the long load', by, 'MiB', [most]),
  ];
}
