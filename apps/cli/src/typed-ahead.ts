import { setImmediate, setTimeout } from 'node:timers/promises';

// Longest pause (ms) between the pieces of a paste over a slow line.
const quietMs = 100;
const mostRounds = 20;
const interrupt = 3;

/**
 * Discards input typed before a question. `typed`: true if there was input; `interrupted`: true if the input contained
 * Ctrl-C.
 */
export async function discardTypedAhead(
  input: NodeJS.ReadStream,
): Promise<{ readonly typed: boolean; readonly interrupted: boolean }> {
  let [typed, interrupted, more] = [false, false, true];
  const take = (part: Buffer): void => {
    typed = more = true;
    interrupted ||= part.includes(interrupt);
  };
  await withRawInput(input, take, async () => {
    for (let round = 0; more && round < mostRounds; round += 1) {
      more = false;
      await setTimeout(quietMs);
      // The terminal is read once more, however late the timer was.
      await setImmediate();
    }
  });
  return { typed, interrupted };
}

/** Passes each typed key to `take` immediately and without showing it, as long as `work` runs. */
export async function withRawInput(
  input: NodeJS.ReadStream,
  take: (part: Buffer) => void,
  work: () => Promise<void>,
): Promise<void> {
  input.setRawMode(true);
  input.on('data', take);
  input.resume();
  try {
    await work();
  } finally {
    input.off('data', take);
    input.pause();
    input.setRawMode(false);
  }
}
