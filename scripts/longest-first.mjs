import Sequencer from '@jest/test-sequencer';

// Suites that start whole States take minutes: begun last, one would run alone while the other core waits.
const order = ['e2e', 'fault', 'interop'];
// Suites of small files that wait for a minute and more.
const waiting = /\/(apps\/gateway|event-streams|unsealable)\./;
const isWaiting = ({ path }) => waiting.test(path);
const rank = ({ context }) => {
  const at = order.indexOf(context.config.displayName?.name);
  return at < 0 ? order.length : at;
};
// Of three workers the first two have long suites for minutes, so that mostly one runs those that wait, one after the other.
const longSuites = 2;

/**
 * Orders test files: projects in `order`, then all others. Within each group keeps Jest's order: failed first, then by duration
 * or size. Files matching `waiting` stand apart among the first.
 */
export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const ordered = sorted.filter((test) => !isWaiting(test)).sort((a, b) => rank(a) - rank(b));
    for (const [i, test] of sorted.filter(isWaiting).entries())
      ordered.splice(longSuites + 2 * i, 0, test);
    return ordered;
  }
}
