import { say } from '#language/console';
import type { Terminal } from '../terminal.js';
import { shellLine } from './lines.js';
import { paddedLeft } from '../print/width.js';

export class Narrator {
  readonly #begin: number;

  constructor(
    private readonly terminal: Terminal,
    private readonly json: boolean,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.#begin = clock();
  }

  get seconds(): number {
    return (this.clock() - this.#begin) / 1000;
  }

  chapter(title: string): void {
    this.tell('', this.terminal.paint('green', title));
  }

  tell(...lines: readonly string[]): void {
    for (const line of lines)
      if (this.json) this.terminal.message(line);
      else this.terminal.data(line);
  }

  typed(who: string, ...words: readonly string[]): void {
    this.tell(`  ${who} $ ${shellLine(['liaise', ...words])}`);
  }

  working(text: string): void {
    this.terminal.message(
      say('narrator.atSecond', { seconds: paddedLeft(this.seconds.toFixed(1), 6), text }),
    );
  }
}
