import { Readable } from 'node:stream';

/** Bytes that wait for a reader at most, beside one batch. */
const waitingBytes = 16 * 1024;

/** How long a reader may take nothing, and how long it then has to take the last words. */
export interface Patience {
  readonly takesMs: number;
  readonly endsMs: number;
}
export const patience: Patience = { takesMs: 20_000, endsMs: 30_000 };

/** Stream to one reader: what it does not take is not asked for. */
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

  /** Writes and waits until there is room again. False: the reader took nothing for too long. */
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

  /** Says the last words and ends; a reader that does not take them is cut. */
  finish(text: string): void {
    if (this.destroyed) return;
    this.push(text);
    this.push(null);
    const timer = setTimeout(() => this.destroy(), this.limits.endsMs);
    timer.unref();
    this.once('close', () => clearTimeout(timer));
  }
}
