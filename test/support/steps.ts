import type { Pump } from '#store';

/** Steps of one State, by name, so that a test can end one and start it again. */
export class Steps {
  private readonly pumps = new Map<string, Pump>();

  add(step: string, pump: Pump): void {
    this.pumps.set(step, pump);
  }

  start(): void {
    for (const pump of this.pumps.values()) pump.start();
  }

  async stop(): Promise<void> {
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
