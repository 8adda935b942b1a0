import { Readable } from 'node:stream';

// Most bytes that wait for a reader, beside one batch.
const waitingBytes = 16 * 1024;

/** Milliseconds that a slow reader gets. `takesMs`: to read sent text; `endsMs`: to read the last text. */
export interface Patience {
  readonly takesMs: number;
  readonly endsMs: number;
}
export const patience: Patience = { takesMs: 20_000, endsMs: 30_000 };

/** Stream to one reader with backpressure: the sender waits until the reader has taken what was sent. */
export class EventStream extends Readable {
  #taken: (() => void) | undefined;

  constructor(private readonly limits: Patience = patience) {
    super({ highWaterMark: waitingBytes, encoding: 'utf8' });
  }

  override _read(): void {
    this.#taken?.();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#taken?.();
    done(error);
  }

  /** Sends text and waits until the reader takes it. @returns false when the reader took nothing within `takesMs` */
  async send(text: string): Promise<boolean> {
    if (this.destroyed || this.push(text)) return true;
    return new Promise((done) => {
      const timer = setTimeout(() => end(false), this.limits.takesMs);
      const end = (taken: boolean): void => {
        clearTimeout(timer);
        this.#taken = undefined;
        done(taken);
      };
      this.#taken = () => end(true);
    });
  }

  finish(text: string): void {
    if (this.destroyed) return;
    this.push(text);
    this.push(null);
    const timer = setTimeout(() => this.destroy(), this.limits.endsMs);
    timer.unref();
    this.once('close', () => clearTimeout(timer));
  }
}
