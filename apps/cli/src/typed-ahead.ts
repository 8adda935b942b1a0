import { setImmediate, setTimeout } from 'node:timers/promises';

/** A paste over a slow line comes in pieces; between two of them less time passes than this. */
const quietMs = 100;
const mostRounds = 20;
const interrupt = 3;

/**
 * Takes from a terminal what was typed before a question stood there: it is no answer to it. Keys that were pressed without
 * Enter lie in the terminal itself until its mode changes, so it is raw meanwhile.
 * @returns whether anything was taken, and whether Ctrl-C was among it
 */
export async function discardTypedAhead(
  input: NodeJS.ReadStream,
): Promise<{ readonly typed: boolean; readonly interrupted: boolean }> {
  let [typed, interrupted, more] = [false, false, true];
  const take = (part: Buffer): void => {
    typed = more = true;
    interrupted ||= part.includes(interrupt);
  };
  input.setRawMode(true);
  input.on('data', take);
  input.resume();
  try {
    for (let round = 0; more && round < mostRounds; round += 1) {
      more = false;
      await setTimeout(quietMs);
      // After this the terminal was looked at once more, however late the timer was on a busy machine.
      await setImmediate();
    }
  } finally {
    input.off('data', take);
    input.pause();
    input.setRawMode(false);
  }
  return { typed, interrupted };
}
