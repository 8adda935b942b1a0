import { repository } from '#runner';
import { endure, type Endurance } from './endurance.js';
import type { Contender, Window } from './contender.js';
import { figure, type Figure } from './figures.js';
import { pause, type Sustained } from './load.js';
import { treeCpu, treeMiB } from './process-tree.js';
import { RunningStates } from './running-states.js';
import { Sender } from './sender.js';
import { Sending, spanOf } from './sending.js';
import { sqlFigures } from './sql.js';
import { lifeFigures } from './life.js';

const restarts = 3;
const killed = ['requests', 'inbox', 'sealer'];
const settleMs = 3_000;
const idleMs = 10_000;
const officers = 20;

export interface ExchangeOptions {
  readonly by: string;
  readonly folder: string;
  readonly inFlight: readonly number[];
  readonly restarts: boolean;
  readonly endurance?: Endurance | undefined;
  readonly statements: boolean;
}

export const thisBuild: ExchangeOptions = {
  ...{ by: 'two States', folder: repository, inFlight: [1, 16, 64, 256] },
  ...{ restarts: true, statements: false },
};

export const besideName = 'the build beside';

export class StatesExchange implements Contender {
  readonly by: string;
  readonly inFlight: readonly number[];

  private constructor(
    private readonly options: ExchangeOptions,
    private readonly running: RunningStates,
    private readonly sender: Sender,
    private readonly idle: { readonly mib: number; readonly cpu: readonly number[] },
  ) {
    this.by = options.by;
    this.inFlight = options.inFlight;
  }

  static async start(options: ExchangeOptions = thisBuild): Promise<StatesExchange> {
    const running = await RunningStates.start(officers, options.folder);
    try {
      await pause(settleMs);
      const pids = running.pidsOf(running.states[0]);
      const mib = pids.reduce((sum, pid) => sum + treeMiB(pid), 0);
      const cpu = await idleCpu(running);
      return new StatesExchange(options, running, await Sender.open(running), { mib, cpu });
    } catch (error) {
      await running.stop();
      throw error;
    }
  }

  async steadily(perSecond: number, seconds: number): Promise<number[]> {
    const { sender } = this;
    const before = new Set(sender.submitted.keys());
    await sender.watching(async () => {
      const load = Sending.steadily(sender, perSecond);
      await load.during(seconds * 1_000);
      await load.end();
    });
    return [...sender.submitted]
      .filter(([id]) => !before.has(id))
      .map(([id, at]) => (sender.opened.get(id) ?? NaN) - at);
  }

  async sustained(most: number, { warmMs, windowMs }: Window): Promise<Sustained> {
    const { sender } = this;
    const pids = [...this.running.pids.values()];
    let found: Sustained | undefined;
    await sender.watching(async () => {
      const load = Sending.keepUnderway(sender, most);
      await load.during(warmMs);
      let cpu = 0;
      const span = await spanOf(sender, async () => {
        cpu = treeCpu(pids);
        await load.during(windowMs);
        cpu = treeCpu(pids) - cpu;
      });
      const { perSecond, inFlight, clientCpuMs, count } = span;
      found = { perSecond, cpuMs: (cpu * 1_000) / count, inFlight, clientCpuMs };
      await load.end();
    });
    if (found === undefined) throw new Error('nothing measured');
    return found;
  }

  async afterwards(top: number): Promise<Figure[]> {
    const { by, running, sender, options } = this;
    const life = await lifeFigures(sender, by);
    const sql = await sqlFigures(running, sender, { by, statements: options.statements });
    const long = options.endurance && (await endure(running, sender, by, top, options.endurance));
    const memory = [...running.pids].map(([name, pid]) =>
      figure('memory after the load', `${by === thisBuild.by ? '' : `${by}, `}${name}`, 'MiB', [
        treeMiB(pid),
      ]),
    );
    sender.close();
    return [
      figure('idle CPU of a State', by, 'ms/s', this.idle.cpu),
      figure('idle memory of a State', by, 'MiB', [this.idle.mib]),
      ...life,
      ...sql,
      ...(long ?? []),
      ...[...sender.sentAgain].map(([code, times]) =>
        figure(`posts sent again after ${code}`, by, '', [times]),
      ),
      ...memory,
      figure('start of a State, the first', by, 'ms', running.firstStarts),
      ...(options.restarts ? await this.starts() : []),
    ];
  }

  async close(): Promise<void> {
    this.sender.close();
    await this.running.stop();
  }

  private async starts(): Promise<Figure[]> {
    const { by, running } = this;
    const revived = [];
    for (const service of killed) revived.push(await running.revive(service));
    const again = [];
    for (let round = 0; round < restarts; round += 1) again.push(await running.restart());
    return [
      figure('start of a State, again', by, 'ms', again),
      figure('start of one service', by, 'ms', revived),
    ];
  }
}

async function idleCpu(running: RunningStates): Promise<number[]> {
  const now = (): number[] => running.states.map((state) => treeCpu(running.pidsOf(state)));
  const [began, before] = [performance.now(), now()];
  await pause(idleMs);
  const seconds = (performance.now() - began) / 1_000;
  return now().map((cpu, at) => ((cpu - (before[at] ?? NaN)) * 1_000) / seconds);
}
