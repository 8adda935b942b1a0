import Sequencer from '@jest/test-sequencer';

// Suites that start whole States take minutes: begun last, one would run alone while the other core waits.
const order = ['e2e', 'fault', 'interop'];
const rank = ({ context }) => {
  const at = order.indexOf(context.config.displayName?.name);
  return at < 0 ? order.length : at;
};

/**
 * Orders tests: the longest kinds first. Within a kind keeps Jest's order: failed tests first, then by duration or
 * size.
 */
export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const ranked = (await super.sort(tests)).map((test) => ({ test, at: rank(test) }));
    return ranked.sort((a, b) => a.at - b.at).map(({ test }) => test);
  }
}
