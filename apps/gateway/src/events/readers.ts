import { phrase } from '#kernel';
import { Injectable } from '@nestjs/common';
import { mostReaders } from '#capabilities/events/events.lists';
import { GatewayError } from '../errors.js';
import { tokenHash } from '../route-policy/session-token.js';

/** Maximum numbers of event readers, in total and per session. `asking`: maximum number of their calls at one time. */
export const readerLimits = { all: mostReaders, perSession: 4, asking: 8 } as const;

@Injectable()
export class Readers {
  readonly #bySession = new Map<string, number>();
  readonly #queue: (() => void)[] = [];
  #open = 0;
  #asking = 0;

  get open(): number {
    return this.#open;
  }

  /**
   * Registers a reader.
   * @returns a function that ends the reader and may be called twice
   * @throws EVENTS_READERS, EVENTS_FULL
   */
  begin(token: string): () => void {
    const session = tokenHash(token);
    const own = this.#bySession.get(session) ?? 0;
    if (own >= readerLimits.perSession)
      throw new GatewayError('EVENTS_READERS', phrase`at most ${readerLimits.perSession}`);
    if (this.#open >= readerLimits.all) throw new GatewayError('EVENTS_FULL');
    this.#open += 1;
    this.#bySession.set(session, own + 1);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.#open -= 1;
      const left = (this.#bySession.get(session) ?? 1) - 1;
      if (left > 0) this.#bySession.set(session, left);
      else this.#bySession.delete(session);
    };
  }

  async turn<T>(ask: () => Promise<T>): Promise<T> {
    if (this.#asking >= readerLimits.asking)
      await new Promise<void>((done) => this.#queue.push(done));
    else this.#asking += 1;
    try {
      return await ask();
    } finally {
      const next = this.#queue.shift();
      if (next === undefined) this.#asking -= 1;
      else next();
    }
  }
}
