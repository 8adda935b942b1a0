import { statSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';

// Suites that start whole States take minutes: begun last, one would run alone while the other core waits.
const order = ['e2e', 'fault', 'interop'];
// Suites that last long for their size.
const long = /\/(apps\/(cli|gateway)(-\d+)?|event-streams|unsealable)\./;
const rank = ({ context, path }) => {
  const at = order.indexOf(context.config.displayName?.name);
  if (at >= 0) return at;
  return long.test(path) ? order.length : order.length + 1;
};

// Bytes of a bundled suite without what it shares, a stand-in for its duration; 0 for a suite without a bundle.
const suite = /\.spec\.mjs$/;
const sizeOf = ({ path }) =>
  suite.test(path)
    ? (statSync(path.replace(suite, '.mjs'), { throwIfNoEntry: false })?.size ?? 0)
    : 0;

/**
 * Orders test files: projects in `order`, then files matching `long`, then all others. Within each group, suites by size, or
 * specs as Jest orders them: failed first, then by duration or size.
 */
export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const ranked = sorted.map((test) => ({ test, at: rank(test), size: sizeOf(test) }));
    return ranked.sort((a, b) => a.at - b.at || b.size - a.size).map(({ test }) => test);
  }
}
