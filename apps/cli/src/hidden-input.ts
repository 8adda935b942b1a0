export interface Hidden {
  readonly text: string;
  readonly ended: 'entered' | 'interrupted' | undefined;
}

/** Longest line (characters) that is read; more is not added. */
export const longestHidden = 1_024;

export const nothingTyped: Hidden = { text: '', ended: undefined };

/**
 * Adds a piece of terminal input in raw mode to a line: Enter or Ctrl-D ends it, Ctrl-C interrupts, Backspace and Ctrl-U
 * delete, other control characters are ignored. Pure.
 */
export function hiddenAfter(before: Hidden, typed: string): Hidden {
  let letters = Array.from(before.text);
  let { ended } = before;
  for (const letter of typed) {
    if (ended !== undefined) break;
    if (letter === '\r' || letter === '\n' || letter === '\u0004') ended = 'entered';
    else if (letter === '\u0003') [letters, ended] = [[], 'interrupted'];
    else if (letter === '\u007f' || letter === '\b') letters.pop();
    else if (letter === '\u0015') letters = [];
    else if (letter >= ' ' && letters.length < longestHidden) letters.push(letter);
  }
  return { text: letters.join(''), ended };
}

/** Reads one line from a terminal that shows nothing of it. @returns undefined when interrupted or closed */
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
  input.setRawMode(true);
  output.write(question);
  input.on('data', add);
  input.resume();
  input.once('close', done);
  try {
    await ended;
  } finally {
    input.off('close', done);
    input.off('data', add);
    input.pause();
    input.setRawMode(false);
    output.write('\n');
  }
  return line.ended === 'entered' ? line.text : undefined;
}
