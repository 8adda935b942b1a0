import { setTimeout as pause } from 'node:timers/promises';
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
      throw new CliError('CLI_DEMO_FAILED', `not within ${limitMs / 1000} s: ${what}`);
    await pause(pauseMs);
  }
}
