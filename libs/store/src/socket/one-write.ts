import { Socket } from 'node:net';

/**
 * Socket that sends in one system call what is written until Node turns to other events. A write wakes the database, so each
 * statement of a transaction alone would cost a switch between two processes.
 */
export class OneWrite extends Socket {
  #isGathering = false;

  override connect(...given: unknown[]): this {
    super.connect(...(given as Parameters<Socket['connect']>));
    // Node.js puts its own `write` on a socket that connects.
    Reflect.deleteProperty(this, 'write');
    return this;
  }

  override write(...given: unknown[]): boolean {
    if (!this.#isGathering) {
      this.#isGathering = true;
      this.cork();
      // After all promises that can go on now.
      process.nextTick(() => {
        this.#isGathering = false;
        this.uncork();
      });
    }
    return super.write(...(given as Parameters<Socket['write']>));
  }
}
