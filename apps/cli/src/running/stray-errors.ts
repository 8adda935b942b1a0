import process from 'node:process';
import { say } from '#language/console';
import { safeError } from '#runtime';

const windowMs = 60_000;
// Errors in one window from which on an orderly end is better.
const mostErrors = 100;

/** Keeps `liaise up` running after uncaught errors. Resolves `tooMany` at 100 errors in a minute. */
export class StrayErrors {
  #since = 0;
  #count = 0;
  #tooMany: () => void = () => undefined;
  readonly tooMany = new Promise<void>((done) => {
    this.#tooMany = done;
  });

  constructor(
    private readonly write: (line: string) => void,
    private readonly clock: () => number = () => performance.now(),
  ) {}

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
      this.write(say('strayErrors.goesOn', { error: JSON.stringify(safeError(error)) }));
    } catch {
      // Nobody can be told.
    }
    if (this.#count >= mostErrors) this.#tooMany();
  };
}
