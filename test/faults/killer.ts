import {
  pause,
  processes,
  until,
  type Installation,
  type ProcessName,
} from '../support/installation.js';
import type { RunningStates } from '../support/running-states.js';
import type { Chance } from './chance.js';

export type Incidents = Readonly<Record<number, () => Promise<void>>>;

interface Victim {
  readonly state: Installation;
  readonly name: ProcessName;
}

export class Killer {
  readonly #killed: string[] = [];

  constructor(
    private readonly two: RunningStates,
    private readonly chance: Chance,
  ) {}

  async killProcesses(kills: number, incidents: Incidents): Promise<readonly string[]> {
    let deck: Victim[] = [];
    for (let n = 0; n < kills; n += 1) {
      await incidents[n]?.();
      await pause(this.chance.between(300, 900));
      if (deck.length === 0) deck = this.chance.shuffled(this.#all());
      await until('a process to end', 60, () => Promise.resolve(this.#kill(deck)), 20);
    }
    return this.#killed;
  }

  #all(): Victim[] {
    return [this.two.a, this.two.b].flatMap((state) => processes.map((name) => ({ state, name })));
  }

  #kill(deck: Victim[]): string | undefined {
    const at = deck.findIndex(({ state, name }) => state.signal(name, 'SIGKILL'));
    const [victim] = at < 0 ? [] : deck.splice(at, 1);
    if (victim === undefined) return undefined;
    const name = `${victim.state.state} ${victim.name}`;
    this.#killed.push(name);
    return name;
  }
}

/**
 * Makes the border broker of `to` lose at least `least` acknowledged messages of `from`. Then kills the exchange service of
 * `to`.
 */
export async function loseWhatTheBrokerHolds(
  from: Installation,
  to: Installation,
  least: number,
): Promise<void> {
  await until('the exchange to hold still', 60, () =>
    Promise.resolve(to.signal('exchange', 'SIGSTOP') || undefined),
  );
  try {
    const [since] = await until('the time of the database', 60, () =>
      from.rows<{ now: Date }>('select clock_timestamp() as now'),
    );
    await until('messages in the broker', 60, async () => {
      const rows = await from.rows(
        'select 1 as one from mailbox.outbox where not statement and relayed_at > $1',
        [since?.now],
      );
      return rows.length >= least ? rows : undefined;
    });
    await to.wipeBorderStore();
  } finally {
    // Batches already handed over lie in the stopped process and are lost with it.
    to.signal('exchange', 'SIGKILL');
  }
}
