import { figure, percentile, type Figure } from './figures.js';
import { treeCpu, treeMiB } from './process-tree.js';
import { RunningStates } from './running-states.js';
import { pause, Sender } from './sender.js';

const rounds = 3;
const perSecond = 10;
const steadySeconds = 20;
const inFlight = [1, 16, 64] as const;
const warmMs = 1_500;
const windowMs = 6_000;
const by = 'two States';

/** Ten a second, whether or not those before have arrived. @returns milliseconds of each */
async function steady(sender: Sender, seconds: number): Promise<number[]> {
  const work: Promise<void>[] = [];
  const before = new Set(sender.submitted.keys());
  await sender.watching(async () => {
    const start = performance.now();
    for (let n = 0; n < perSecond * seconds; n += 1) {
      await pause(Math.max(0, start + (n * 1_000) / perSecond - performance.now()));
      work.push(sender.send());
    }
    await Promise.all(work);
    await sender.settled();
  });
  return [...sender.submitted]
    .filter(([id]) => !before.has(id))
    .map(([id, at]) => (sender.opened.get(id) ?? NaN) - at);
}

interface Sustained {
  readonly perSecond: number;
  readonly cpuMs: number;
}

/** Keeps so many unopened; counts what was opened within a window after the start. */
async function sustained(
  sender: Sender,
  pids: readonly number[],
  most: number,
): Promise<Sustained> {
  let found: Sustained | undefined;
  await sender.watching(async () => {
    const work: Promise<void>[] = [];
    let going = true;
    const feed = async (): Promise<void> => {
      while (going)
        if (sender.submitted.size - sender.opened.size < most) await sender.send();
        else await pause(2);
    };
    for (let feeder = 0; feeder < Math.min(most, 8); feeder += 1) work.push(feed());
    const fed = Promise.all(work);
    // A refusal must end the measurement, not wait until it is over.
    await Promise.race([pause(warmMs), fed]);
    const [began, cpu, opened] = [performance.now(), treeCpu(pids), sender.opened.size];
    await Promise.race([pause(windowMs), fed]);
    const count = sender.opened.size - opened;
    const seconds = (performance.now() - began) / 1_000;
    found = { perSecond: count / seconds, cpuMs: ((treeCpu(pids) - cpu) * 1_000) / count };
    going = false;
    await fed;
    await sender.settled();
  });
  if (found === undefined) throw new Error('nothing measured');
  return found;
}

async function measure(running: RunningStates, sender: Sender): Promise<Figure[]> {
  const pids = [...running.pids.values()];
  await steady(sender, 3);
  const latencies = await steady(sender, steadySeconds);
  const figures = [0.5, 0.95, 0.99].map((share) =>
    figure(`submit to OPENED receipt at ${perSecond}/s, p${share * 100}`, by, 'ms', [
      percentile(latencies, share),
    ]),
  );
  const found = inFlight.map((most) => ({ most, all: [] as Sustained[] }));
  for (let round = 0; round < rounds; round += 1)
    for (const { most, all } of found) all.push(await sustained(sender, pids, most));
  for (const { most, all } of found)
    figures.push(
      figure(
        `exchanges, ${most} in flight`,
        by,
        '1/s',
        all.map((one) => one.perSecond),
      ),
      figure(
        `CPU of one exchange, ${most} in flight`,
        by,
        'ms',
        all.map((one) => one.cpuMs),
      ),
    );
  for (const [name, pid] of running.pids)
    figures.push(figure('memory after the load', name, 'MiB', [treeMiB(pid)]));
  return figures;
}

/** Two complete States and all their processes on this machine, over HTTPS, border and databases as in use. */
export async function exchangeFigures(): Promise<Figure[]> {
  const running = await RunningStates.start();
  try {
    const sender = await Sender.open(running);
    const figures = await measure(running, sender);
    sender.close();
    const restarts = [];
    for (let round = 0; round < rounds; round += 1) restarts.push(await running.restart());
    return [
      ...figures,
      figure('start of a State, the first', by, 'ms', running.firstStarts),
      figure('start of a State, again', by, 'ms', restarts),
    ];
  } finally {
    await running.stop();
  }
}
