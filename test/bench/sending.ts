import { ownCpu } from './cpu.js';
import { pause } from './load.js';
import type { Sender } from './sender.js';

export class Sending {
  readonly #all: Promise<unknown>;
  #going = true;

  private constructor(
    private readonly sender: Sender,
    work: (isGoing: () => boolean) => readonly Promise<unknown>[],
  ) {
    this.#all = Promise.all(work(() => this.#going));
    // Awaited at the end; until then a failure must not end the process.
    this.#all.catch(() => undefined);
  }

  static keepUnderway(sender: Sender, most: number): Sending {
    return new Sending(sender, (isGoing) =>
      Array.from({ length: most }, async () => {
        while (isGoing()) await sender.untilOpened(await sender.send());
      }),
    );
  }

  static steadily(sender: Sender, perSecond: number): Sending {
    return new Sending(sender, (isGoing) => [
      (async () => {
        const sent: Promise<unknown>[] = [];
        const start = performance.now();
        for (let n = 0; isGoing(); n += 1) {
          await pause(Math.max(0, start + (n * 1_000) / perSecond - performance.now()));
          const one = sender.send();
          one.catch(() => undefined);
          sent.push(one);
          // A refusal ends the load; answered promises are dropped.
          if (sent.length >= 256) await Promise.all(sent.splice(0, 128));
        }
        await Promise.all(sent);
      })(),
    ]);
  }

  async during(ms: number): Promise<void> {
    await Promise.race([pause(ms), this.#all.then(() => pause(ms))]);
  }

  async end(): Promise<void> {
    this.#going = false;
    await this.#all;
    await this.sender.settled();
  }
}

export interface Span {
  readonly seconds: number;
  readonly count: number;
  readonly perSecond: number;
  /** Average number of documents that were submitted but not yet opened during the measurement (Little's law). */
  readonly inFlight: number;
  readonly meanMs: number;
  readonly clientCpuMs: number;
}

export async function spanOf(sender: Sender, work: () => Promise<void>): Promise<Span> {
  const [from, cpu, before] = [Date.now(), ownCpu(), new Set(sender.opened.keys())];
  await work();
  const [to, spent] = [Date.now(), ownCpu() - cpu];
  let [count, waited, inside] = [0, 0, 0];
  for (const [id, at] of sender.submitted) {
    if (before.has(id)) continue;
    const opened = sender.opened.get(id);
    inside += Math.max(0, Math.min(opened ?? to, to) - Math.max(at, from));
    if (opened === undefined) continue;
    count += 1;
    waited += opened - at;
  }
  const seconds = (to - from) / 1_000;
  return {
    ...{ seconds, count, perSecond: count / seconds, inFlight: inside / (to - from) },
    ...{ meanMs: waited / count, clientCpuMs: (spent * 1_000) / count },
  };
}
