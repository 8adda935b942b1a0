import { setTimeout as pause } from 'node:timers/promises';
import { say } from '#language/console';
import { CliError } from '../errors.js';

// Each look is a call, and most calls are entries of a log: a long wait looks less and less often.
const pauses = { firstMs: 200, growth: 1.25, longestMs: 1_000 } as const;

/**
 * Repeats `look` until its result is not undefined. @throws CliError CLI_DEMO_FAILED with `what` if this takes longer than
 * `limitMs`
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined>,
  limitMs = 120_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  const { firstMs, growth, longestMs } = pauses;
  for (let pauseMs: number = firstMs; ; pauseMs = Math.min(pauseMs * growth, longestMs)) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() > end)
      throw new CliError(
        'CLI_DEMO_FAILED',
        say('until.notWithin', { limitMs: limitMs / 1000, what }),
      );
    await pause(pauseMs);
  }
}
