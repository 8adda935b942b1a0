import { ownCpu } from './cpu.js';
import { pause } from './load.js';
import type { Sender } from './sender.js';

/** A load of a sender, while it lasts: `end` waits until everything submitted was opened. */
export class Sending {
  readonly #all: Promise<unknown>;
  #going = true;

  private constructor(
    private readonly sender: Sender,
    work: (isGoing: () => boolean) => readonly Promise<unknown>[],
  ) {
    this.#all = Promise.all(work(() => this.#going));
    // It is awaited at the end; until then a failure must not end the process.
    this.#all.catch(() => undefined);
  }

  /** So many officers at work, each with one exchange under way at a time: all of them may post at once. */
  static keep(sender: Sender, most: number): Sending {
    return new Sending(sender, (isGoing) =>
      Array.from({ length: most }, async () => {
        while (isGoing()) await sender.untilOpened(await sender.send());
      }),
    );
  }

  /** So many a second, whether or not those before are done. */
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
          // A refusal ends the load; what was answered need not be kept.
          if (sent.length >= 256) await Promise.all(sent.splice(0, 128));
        }
        await Promise.all(sent);
      })(),
    ]);
  }

  /** Waits so long. A refusal ends the measurement at once. */
  async during(ms: number): Promise<void> {
    await Promise.race([pause(ms), this.#all.then(() => pause(ms))]);
  }

  async end(): Promise<void> {
    this.#going = false;
    await this.#all;
    await this.sender.settled();
  }
}

/** A window of time, and the exchanges that ended in it. */
export interface Span {
  readonly seconds: number;
  readonly count: number;
  readonly perSecond: number;
  /** On average under way: the time that all exchanges spent in the window, through its length (Little's law). */
  readonly inFlight: number;
  readonly meanMs: number;
  /** CPU of the client for one exchange, with the supervisors of both States that run in its process. */
  readonly clientCpuMs: number;
}

/** Measures the exchanges of the time that `work` takes. */
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
