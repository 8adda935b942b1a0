import { withRawInput } from './typed-ahead.js';

export interface Hidden {
  readonly text: string;
  readonly ended: 'entered' | 'interrupted' | undefined;
}

/** Largest number of characters in a hidden line. */
export const longestHidden = 1_024;

export const nothingTyped: Hidden = { text: '', ended: undefined };

type Key = (line: Hidden) => Hidden;

const end: Key = ({ text }) => ({ text, ended: 'entered' });
const back: Key = ({ text }) => ({
  text: Array.from(text).slice(0, -1).join(''),
  ended: undefined,
});

const keys: Readonly<Record<string, Key>> = {
  '\r': end,
  '\n': end,
  '\u0004': end,
  '\u0003': () => ({ text: '', ended: 'interrupted' }),
  '\u007f': back,
  '\b': back,
  '\u0015': () => nothingTyped,
};

function withLetter({ text, ended }: Hidden, letter: string): Hidden {
  const isKept = letter >= ' ' && Array.from(text).length < longestHidden;
  return { text: isKept ? text + letter : text, ended };
}

/** Returns the line `before` as edited by the raw input `typed`. Enter ends the line; Ctrl-C interrupts. Pure. */
export const hiddenAfter = (before: Hidden, typed: string): Hidden =>
  Array.from(typed).reduce(
    (line, letter) =>
      line.ended === undefined ? (keys[letter]?.(line) ?? withLetter(line, letter)) : line,
    before,
  );

/**
 * Reads one line from a terminal without showing it.
 * @returns undefined when the person interrupts or the terminal closes
 */
export async function readHidden(
  input: NodeJS.ReadStream,
  output: NodeJS.WritableStream,
  question: string,
): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let line = nothingTyped;
  let done: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (done = resolve));
  const add = (part: Buffer): void => {
    line = hiddenAfter(line, decoder.decode(part, { stream: true }));
    if (line.ended !== undefined) done();
  };
  input.once('close', done);
  try {
    await withRawInput(input, add, () => {
      output.write(question);
      return ended;
    });
  } finally {
    input.off('close', done);
    output.write('\n');
  }
  return line.ended === 'entered' ? line.text : undefined;
}
