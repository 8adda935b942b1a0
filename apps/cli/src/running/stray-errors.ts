import process from 'node:process';
import { safeError } from '#runtime';

const windowMs = 60_000;
/** Errors of one window after which something is wrong that does not pass. */
const mostErrors = 100;

/**
 * Keeps `liaise up` alive through an error that reached nobody: it only looks after programs that run by themselves, and
 * its sudden end would leave the database and the brokers behind without anybody who looks after them.
 */
export class StrayErrors {
  #since = 0;
  #count = 0;
  #tooMany: () => void = () => undefined;
  /** Resolves when there are so many that an orderly end is better. */
  readonly tooMany = new Promise<void>((done) => {
    this.#tooMany = done;
  });

  /** @param say told of each, in one line without contents */
  constructor(
    private readonly say: (line: string) => void,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** Begins to catch; returns how to end that. */
  catch(): () => void {
    process.on('uncaughtException', this.note);
    process.on('unhandledRejection', this.note);
    return () => {
      process.off('uncaughtException', this.note);
      process.off('unhandledRejection', this.note);
    };
  }

  readonly note = (error: unknown): void => {
    const now = this.clock();
    if (now - this.#since > windowMs) [this.#since, this.#count] = [now, 0];
    this.#count += 1;
    try {
      this.say(`liaise up goes on after an error: ${JSON.stringify(safeError(error))}`);
    } catch {
      // Nobody can be told.
    }
    if (this.#count >= mostErrors) this.#tooMany();
  };
}
