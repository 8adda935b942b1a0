import { printableJson } from './people/printable.js';

export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const codes = { red: 31, green: 32, yellow: 33 } as const;
export type Colour = keyof typeof codes;

/** Output of a command: data goes to standard output, messages go to standard error. */
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

  get columns(): number | undefined {
    if (this.stdout.isTTY !== true) return undefined;
    // A terminal that knows no size says 0.
    return Math.max(40, this.stdout.columns || 80);
  }

  data(line: string): void {
    this.stdout.write(`${line}\n`);
  }

  message(line: string): void {
    this.stderr.write(`${line}\n`);
  }

  ring(): void {
    if (this.stderr.isTTY === true) this.stderr.write('\u0007');
  }

  progress(line: string): void {
    if (this.stderr.isTTY === true) this.stderr.write(`\r\u001b[K${line}`);
  }

  answer(json: boolean, value: object, lines: readonly string[]): void {
    if (json) this.data(printableJson(value));
    else for (const line of lines) this.data(line);
  }

  paint(colour: Colour, text: string): string {
    return this.#colours ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
  }

  get writers(): { writeOut: (text: string) => void; writeErr: (text: string) => void } {
    return {
      writeOut: (text) => void this.stdout.write(text),
      writeErr: (text) => void this.stderr.write(text),
    };
  }
}
