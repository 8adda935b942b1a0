import { printableJson } from './people/printable.js';

/** Where text goes: a stream, or a test. */
export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

const codes = { red: 31, green: 32, yellow: 33 } as const;
export type Colour = keyof typeof codes;

/** The two ways to the person or script that called: data on standard output, messages on standard error. */
export class Terminal {
  readonly #colours: boolean;

  constructor(
    private readonly stdout: Sink,
    private readonly stderr: Sink,
    env: Readonly<Record<string, string | undefined>> = {},
  ) {
    // https://no-color.org: present and not empty.
    const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
    this.#colours = !refused && stdout.isTTY === true;
  }

  /** A line of data. */
  data(line: string): void {
    this.stdout.write(`${line}\n`);
  }

  /** A line for the person. */
  message(line: string): void {
    this.stderr.write(`${line}\n`);
  }

  /** The bell, where a person looks on. */
  ring(): void {
    if (this.stderr.isTTY === true) this.stderr.write('\u0007');
  }

  /** How far long work is: one line that is written over, and only where a person looks on. */
  progress(line: string): void {
    if (this.stderr.isTTY === true) this.stderr.write(`\r\u001b[K${line}`);
  }

  /** The answer of a command: one JSON document, or lines of text. */
  answer(json: boolean, value: object, lines: readonly string[]): void {
    if (json) this.data(printableJson(value));
    else for (const line of lines) this.data(line);
  }

  paint(colour: Colour, text: string): string {
    return this.#colours ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
  }

  /** For the parser of the command line, which ends its lines itself. */
  get writers(): { writeOut: (text: string) => void; writeErr: (text: string) => void } {
    return {
      writeOut: (text) => void this.stdout.write(text),
      writeErr: (text) => void this.stderr.write(text),
    };
  }
}
