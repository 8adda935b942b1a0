import type { Contender, Window } from './contender.js';
import { figure, type Figure } from './figures.js';
import { pause, type Sustained } from './load.js';
import { treeCpu, treeMiB } from './process-tree.js';
import { RunningStates } from './running-states.js';
import { Sender } from './sender.js';

const restarts = 3;
/** Each once: whoever fails again soon is started again later. */
const killed = ['requests', 'inbox', 'sealer'];
/** After everything was set up, until its memory and its load are those of a State that waits. */
const settleMs = 3_000;

/** Two complete States and all their processes on this machine, over HTTPS, border and databases as in use. */
export class StatesExchange implements Contender {
  readonly by = 'two States';
  readonly inFlight = [1, 16, 64, 256];

  private constructor(
    private readonly running: RunningStates,
    private readonly sender: Sender,
    private readonly idleMiB: number,
  ) {}

  static async start(): Promise<StatesExchange> {
    const running = await RunningStates.start();
    try {
      await pause(settleMs);
      const idle = [...running.pids]
        .filter(([name]) => name.startsWith(`${running.states[0].script.state} `))
        .reduce((sum, [, pid]) => sum + treeMiB(pid), 0);
      return new StatesExchange(running, await Sender.open(running), idle);
    } catch (error) {
      await running.stop();
      throw error;
    }
  }

  async steadily(perSecond: number, seconds: number): Promise<number[]> {
    const { sender } = this;
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

  async sustained(most: number, { warmMs, windowMs }: Window): Promise<Sustained> {
    const { sender } = this;
    const pids = [...this.running.pids.values()];
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

  /** What can be said after the load: memory, and how long a State takes to start. */
  async afterwards(): Promise<Figure[]> {
    const { by, running } = this;
    const memory = [...running.pids].map(([name, pid]) =>
      figure('memory after the load', name, 'MiB', [treeMiB(pid)]),
    );
    this.sender.close();
    const revived = [];
    for (const service of killed) revived.push(await running.revive(service));
    const again = [];
    for (let round = 0; round < restarts; round += 1) again.push(await running.restart());
    return [
      figure('idle memory of a State', by, 'MiB', [this.idleMiB]),
      ...memory,
      figure('start of a State, the first', by, 'ms', running.firstStarts),
      figure('start of a State, again', by, 'ms', again),
      figure('start of one service', by, 'ms', revived),
    ];
  }

  async close(): Promise<void> {
    this.sender.close();
    await this.running.stop();
  }
}
