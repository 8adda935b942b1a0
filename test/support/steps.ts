import { DuePoll, ownPollMs, type Step } from '#workplace';
import { Pump, type Store } from '#store';
import type { TrustStore } from '#trust';

/** A step as a process of the product keeps it. */
export type Kept = Omit<Step, 'run'> & { readonly run: ConstructorParameters<typeof Pump>[2] };

/** Steps of one State, by name, so that a test can end one and start it again. */
export class Steps {
  private readonly pumps = new Map<string, Pump>();
  private readonly periods = new Map<string, number>();
  private readonly polls = new Map<Store, DuePoll>();

  constructor(private readonly onError: (error: unknown) => void) {}

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

  /** Made and known by its name, but not started. */
  keep(store: Store, step: Kept): Pump {
    const pump = this.pump(store, step);
    this.pumps.set(step.wake, pump);
    return pump;
  }

  /**
   * Made but not started, with the times of the product. But a step that is cut many times in a row goes on after half a second:
   * no test waits longer. @throws when it says what it waits for and nobody looks for that
   */
  pump(store: Store, { wake, run, due, pollMs, ...more }: Kept): Pump {
    const { periods, onError } = this;
    const usual = due === undefined ? (pollMs ?? 1_000) : ownPollMs;
    const pump = new Pump(store, wake, run, {
      ...{ ...more, onError, longestPauseMs: 500 },
      get pollMs(): number {
        return periods.get(wake) ?? usual;
      },
    });
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
