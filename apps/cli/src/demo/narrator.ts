import type { Terminal } from '../terminal.js';
import { shellLine } from './lines.js';

/** Tells the demo twice: the story on one stream, what is being worked on, with the seconds so far, on the other. */
export class Narrator {
  readonly #begin: number;

  constructor(
    private readonly terminal: Terminal,
    /** With `--json` standard output belongs to the summary, so the story goes where messages go. */
    private readonly json: boolean,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.#begin = clock();
  }

  get seconds(): number {
    return (this.clock() - this.#begin) / 1000;
  }

  /** A chapter of the story. */
  chapter(title: string): void {
    this.tell('', this.terminal.paint('green', title));
  }

  tell(...lines: readonly string[]): void {
    for (const line of lines)
      if (this.json) this.terminal.message(line);
      else this.terminal.data(line);
  }

  /** Shows the command that a person would have typed for what happens now. */
  typed(who: string, ...words: readonly string[]): void {
    this.tell(`  ${who} $ ${shellLine(['liaise', ...words])}`);
  }

  /** Says what is being worked on. */
  working(text: string): void {
    this.terminal.message(`[${this.seconds.toFixed(1).padStart(6)} s] ${text}`);
  }
}
