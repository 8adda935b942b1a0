import { describe, expect, it } from '@jest/globals';
import { standard } from './contender.js';
import { readCommandLine } from './options.js';

describe('the command line of the benchmarks', () => {
  it('is the standard plan where nothing is said', () => {
    const options = { beside: undefined, statements: false };
    expect(readCommandLine([])).toEqual({ parts: [], options, plan: standard });
  });

  it('names parts, another build and a long load', () => {
    const line = ['exchange', '--beside', '../old', '--minutes', '30', '--share', '0.5'];
    const { parts, options, plan } = readCommandLine([
      ...[...line, '--rounds', '5', '--seconds', '2', '--in-flight', '1,64'],
    ]);
    expect(parts).toEqual(['exchange']);
    expect(options).toMatchObject({ beside: '../old', endurance: { minutes: 30, share: 0.5 } });
    expect(plan).toMatchObject({ rounds: 5, windowMs: 2_000, inFlight: [1, 64] });
  });

  it('refuses what is no number, and options that do not exist', () => {
    expect(() => readCommandLine(['--minutes', 'long'])).toThrow('--minutes');
    expect(() => readCommandLine(['--hours', '1'])).toThrow('--hours');
  });
});
