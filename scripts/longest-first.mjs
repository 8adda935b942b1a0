import Sequencer from '@jest/test-sequencer';

// Suites that start whole States take minutes: begun last, one would run alone while the other core waits.
const order = ['e2e', 'fault', 'interop'];
// Suites of small files that wait for a minute and more.
const waiting = /\/(apps\/gateway|event-streams|unsealable)\./;
const rank = ({ context, path }) => {
  const at = order.indexOf(context.config.displayName?.name);
  if (at >= 0) return at;
  return waiting.test(path) ? order.length : order.length + 1;
};

/**
 * Orders test files: projects in `order`, then files matching `waiting`, then all others. Within each group keeps Jest's order:
 * failed first, then by duration or size.
 */
export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const ranked = (await super.sort(tests)).map((test) => ({ test, at: rank(test) }));
    return ranked.sort((a, b) => a.at - b.at).map(({ test }) => test);
  }
}
