import { parseArgs } from 'node:util';
import { standard, type Plan } from './contender.js';
import type { RunOptions } from './parts.js';

export interface CommandLine {
  readonly parts: readonly string[];
  readonly options: RunOptions;
  readonly plan: Plan;
}

const positive = (name: string, value: string): number => {
  const number = Number(value);
  if (!(number > 0)) throw new Error(`--${name}: a number above zero`);
  return number;
};

export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      beside: { type: 'string' },
      'in-flight': { type: 'string' },
      minutes: { type: 'string' },
      share: { type: 'string', default: '0.8' },
      rounds: { type: 'string', default: String(standard.rounds) },
      seconds: { type: 'string', default: String(standard.windowMs / 1_000) },
      statements: { type: 'boolean', default: false },
    },
  });
  const { beside, minutes, share, rounds, seconds, statements, 'in-flight': loads } = values;
  const endurance = minutes !== undefined && {
    minutes: positive('minutes', minutes),
    share: positive('share', share),
  };
  return {
    parts: positionals,
    options: { beside, statements, ...(endurance !== false && { endurance }) },
    plan: {
      ...standard,
      rounds: Math.ceil(positive('rounds', rounds)),
      windowMs: positive('seconds', seconds) * 1_000,
      ...(loads !== undefined && {
        inFlight: loads.split(',').map((load) => positive('in-flight', load)),
      }),
    },
  };
}
