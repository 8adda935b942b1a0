import { statSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';

// Suites that start whole States take minutes: begun last, one would run alone while the other core waits.
const order = ['e2e', 'fault', 'interop'];
// Suites of small files that wait for a minute and more.
const waiting = /\/(apps\/(cli|gateway)|event-streams|unsealable)\./;
const rank = ({ context, path }) => {
  const at = order.indexOf(context.config.displayName?.name);
  if (at >= 0) return at;
  return waiting.test(path) ? order.length : order.length + 1;
};

// Bytes of a bundled suite; 0 for a spec, which Jest has put in order.
const suite = /\.spec\.mjs$/;
const sizeOf = ({ path }) => (suite.test(path) ? statSync(path.replace(suite, '.mjs')).size : 0);

/**
 * Orders test files: projects in `order`, then files matching `waiting`, then all others. Within each group, suites by size, or
 * specs as Jest orders them: failed first, then by duration or size.
 */
export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const ranked = (await super.sort(tests)).map((test) => ({
      ...{ test, at: rank(test), size: sizeOf(test) },
    }));
    return ranked.sort((a, b) => a.at - b.at || b.size - a.size).map(({ test }) => test);
  }
}
