import { say } from '#language/console';
import { CliError } from '../errors.js';

const day = 24 * 3600 * 1000;
const form = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{3})?)?Z)?$/;

/** Parses `2026-03-01` (00:00 UTC of that day) or `2026-03-01T08:00Z`. Pure. @throws CliError CLI_USAGE */
export function parseMoment(text: string): Date {
  const at = new Date(text);
  // `Date` takes 30 February for 2 March.
  const real = !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text.slice(0, 10);
  if (!form.test(text) || !real) throw new CliError('CLI_USAGE', say('moments.allowed'));
  return at;
}

export const days = (from: Date, count: number): Date => new Date(from.getTime() + count * day);

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/**
 * Period of a new directory entry. Without `from` it begins now, and without `to` it lasts `count` days; `from` equal to `to`
 * ends an earlier entry. @throws CliError CLI_USAGE if it ends before it begins, or lasts `count` days and has ended
 */
export function periodOf({ from, to }: Partial<Period>, now: Date, count: number): Period {
  const begins = from ?? now;
  const ends = to ?? days(begins, count);
  if (ends < begins || (to === undefined && ends <= now))
    throw new CliError('CLI_USAGE', say('moments.ended'));
  return { from: begins, to: ends };
}
