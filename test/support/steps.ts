import { DuePoll, ownPollMs } from '#workplace';
import type { Due } from '#store';
import { Pump, type PumpOptions, type Store } from '#store';
import type { TrustStore } from '#trust';

export type Run = ConstructorParameters<typeof Pump>[2];

/** How often the product's services look for work of these steps without a wake-up, in milliseconds. */
const productPeriods: Readonly<Record<string, number>> = {
  clocks: 2_000,
  erase: 5_000,
  silence: 5_000,
  'tell-desks': 5_000,
  gaps: 10_000,
  recalls: 30_000,
  rewrap: 60_000,
  'note-subkeys': 60_000,
};

/** Steps of one State, by name, so that a test can end one and start it again. */
export class Steps {
  private readonly pumps = new Map<string, Pump>();
  private readonly periods = new Map<string, number>();
  private readonly polls = new Map<Store, DuePoll>();

  constructor(private readonly onError: (error: unknown) => void) {}

  /** As the product has them. But what is cut many times in a row goes on after half a second: no test waits longer. */
  options(step: string, onError: (error: unknown) => void, isAsked = false): PumpOptions {
    const { periods } = this;
    const usual = isAsked ? ownPollMs : (productPeriods[step] ?? 1_000);
    return {
      ...{ onError, longestPauseMs: 500, ...(step === 'open' && { longestGapMs: 50 }) },
      get pollMs(): number {
        return periods.get(step) ?? usual;
      },
    };
  }

  /** Lets a step that waits for time to pass look as often as a test with short times needs; until `relax`. */
  hurry(step: string, ms = 500): void {
    this.periods.set(step, ms);
    this.of(step).wake();
  }

  relax(step: string): void {
    this.periods.delete(step);
  }

  /** Runs a step now, as when its time had come. */
  wake(step: string): void {
    this.of(step).wake();
  }

  /** One look a second for the steps of a store, as each process of the product has one. Returns the trust of its steps. */
  lookFor(store: Store, trust: TrustStore): TrustStore {
    this.polls.set(store, new DuePoll(store, trust, this.onError));
    return trust;
  }

  /** Made but not started. @throws when it says what it waits for and nobody looks for that */
  pump(store: Store, step: string, run: Run, due?: Due, soonMs?: number): Pump {
    const options = this.options(step, this.onError, due !== undefined);
    const pump = new Pump(store, step, run, Object.assign(options, soonMs && { soonMs }));
    if (due === undefined) return pump;
    const poll = this.polls.get(store);
    if (poll === undefined) throw new Error('nobody looks for work');
    poll.add(due, () => pump.wake());
    return pump;
  }

  async endLooks(store: Store): Promise<void> {
    await this.polls.get(store)?.stop();
    this.polls.delete(store);
  }

  add(step: string, pump: Pump): void {
    this.pumps.set(step, pump);
  }

  start(): void {
    for (const pump of this.pumps.values()) pump.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.polls.keys()].map((store) => this.endLooks(store)));
    await Promise.all([...this.pumps.values()].map((pump) => pump.stop()));
    this.pumps.clear();
  }

  async hold(step: string): Promise<void> {
    await this.of(step).stop();
  }

  resume(step: string): void {
    this.of(step).start();
  }

  private of(step: string): Pump {
    const pump = this.pumps.get(step);
    if (pump === undefined) throw new Error(`no step ${step}`);
    return pump;
  }
}
