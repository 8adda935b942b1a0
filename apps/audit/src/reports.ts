import type { ServiceRuntime } from '#service-runtime';

interface Report {
  readonly alarms: readonly string[];
  readonly numbers: Readonly<Record<string, number>>;
}

export class Reports {
  readonly #alarms = new Map<string, readonly string[]>();
  #works = true;
  #begun = false;

  constructor(private readonly runtime: Pick<ServiceRuntime, 'ready' | 'measure'>) {}

  /** Replaces the last report of the check named `watch`. `works` false: the service counts as not ready. */
  replaceReport(watch: string, { alarms, numbers }: Report, works = this.#works): void {
    this.#works = works;
    this.#alarms.set(watch, alarms);
    this.runtime.measure(watch, numbers);
    if (this.#begun) void this.#tell();
  }

  async begin(): Promise<void> {
    this.#begun = true;
    await this.#tell();
  }

  #tell(): Promise<void> {
    return this.runtime.ready([...this.#alarms.values()].flat(), this.#works);
  }
}
