import { Socket } from 'node:net';

/**
 * Socket that gathers what is written until no promise is ready to go on, then sends it, usually in one system call. A write
 * wakes the database, so each statement of a transaction alone would cost a switch between two processes.
 */
export class OneWrite extends Socket {
  #isGathering = false;

  override connect(...given: unknown[]): this {
    super.connect(...(given as Parameters<Socket['connect']>));
    // Node.js puts its own `write` on a socket that connects. It would hide the one below.
    Reflect.deleteProperty(this, 'write');
    return this;
  }

  override write(...given: unknown[]): boolean {
    if (!this.#isGathering) {
      this.#isGathering = true;
      this.cork();
      // Called by a promise, this runs when no other promise is ready; called by an event, after that event.
      process.nextTick(() => this.flush());
    }
    return super.write(...(given as Parameters<Socket['write']>));
  }

  /** Sends now what is gathered. */
  flush(): void {
    if (!this.#isGathering) return;
    this.#isGathering = false;
    this.uncork();
  }
}
