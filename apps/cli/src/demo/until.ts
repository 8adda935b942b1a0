import { setTimeout as pause } from 'node:timers/promises';
import { say } from '#language/console';
import { CliError } from '../errors.js';

const pauseMs = 200;

export async function until<T>(
  what: string,
  look: () => Promise<T | undefined>,
  limitMs = 120_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
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
