import { Backoff, pause } from '#broker';
import { say } from '#language/console';
import { CliError } from '../errors.js';

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
  // Each look is a call, and most calls are entries of a log: a long wait looks less and less often.
  const backoff = new Backoff(200, 1_000);
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() > end)
      throw new CliError(
        'CLI_DEMO_FAILED',
        say('until.notWithin', { limitMs: limitMs / 1000, what }),
      );
    await pause(backoff.next());
  }
}
