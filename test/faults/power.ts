import { pause, until, type Installation } from '../support/installation.js';
import { Chance } from './chance.js';
import type { Disk } from './disk.js';

export interface Machine {
  readonly state: Installation;
  readonly disk: Disk;
}

export async function cutPower({ state, disk }: Machine): Promise<void> {
  await state.killAll(() => disk.fail());
  await disk.detach();
  await disk.attach();
}

export const withoutPower = (machine: Machine, seconds: number) => async (): Promise<void> => {
  await cutPower(machine);
  await pause(seconds * 1_000);
  await machine.state.up();
};

const oneEarlyIn = 4;

const backSeconds = 90;

class Start {
  #failure: unknown;
  #isReady = false;

  constructor(private readonly state: Installation) {
    void this.#wait();
  }

  check(): void {
    if (this.#failure !== undefined)
      throw new Error(`${this.state.state} is not back`, { cause: this.#failure });
  }

  async ready(): Promise<void> {
    await until(`${this.state.state} to be back, or to give up`, backSeconds, () =>
      Promise.resolve(this.#isReady || this.#failure !== undefined || undefined),
    );
    this.check();
  }

  async #wait(): Promise<void> {
    try {
      await this.state.up();
      this.#isReady = true;
    } catch (error) {
      this.#failure = error;
    }
  }
}

export class PowerCuts {
  readonly #cut: string[] = [];
  readonly #began = performance.now();
  #hasFailed = false;

  constructor(
    private readonly machines: readonly Machine[],
    private readonly seed: number,
  ) {}

  /** Cuts the power of each so many times, and once of all at once: `whileAllAreDown` runs then. */
  async cutPower(times: number, whileAllAreDown: () => Promise<void>): Promise<readonly string[]> {
    const lines = await Promise.allSettled(
      this.machines.map((each, i) => this.#again(each, new Chance(this.seed + i), times)),
    );
    // Thrown after all cuts have ended.
    for (const line of lines)
      if (line.status === 'rejected')
        throw new Error(`after these cuts:\n${this.#cut.join('\n')}`, { cause: line.reason });
    await pause(new Chance(this.seed + this.machines.length).between(1_000, 5_000));
    await Promise.all(this.machines.map((each) => this.#now(each, 'with all others')));
    await whileAllAreDown();
    await Promise.all(this.machines.map(({ state }) => new Start(state).ready()));
    return this.#cut;
  }

  async #again(machine: Machine, chance: Chance, times: number): Promise<void> {
    let start: Start | undefined;
    try {
      for (let n = 0; n < times && !this.#hasFailed; n += 1) {
        const isEarly = chance.next() < 1 / oneEarlyIn && start !== undefined;
        if (!isEarly) await start?.ready();
        const ms = Math.round(isEarly ? chance.between(200, 3_000) : chance.between(500, 6_000));
        await pause(ms);
        start?.check();
        await this.#now(machine, `${ms} ms after ${isEarly ? 'its start began' : 'it was ready'}`);
        start = new Start(machine.state);
      }
      await start?.ready();
    } catch (error) {
      this.#hasFailed = true;
      throw error;
    }
  }

  async #now(machine: Machine, when: string): Promise<void> {
    const at = ((performance.now() - this.#began) / 1_000).toFixed(1);
    await cutPower(machine);
    this.#cut.push(`${machine.state.state} at ${at} s, ${when}`);
  }
}
