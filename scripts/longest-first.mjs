import Sequencer from '@jest/test-sequencer';
import { readFileSync } from 'node:fs';

// What starts whole States takes minutes: begun last, one such suite would run alone while the other core waits.
const order = ['e2e', 'fault'];
const rank = ({ context, path }) => {
  const at = order.indexOf(context.config.displayName?.name);
  if (at >= 0) return at;
  // A suite of parts is a few lines and takes as long as its parts together.
  return order.length + (readFileSync(path, 'utf8').includes("import './parts/") ? 0 : 1);
};

/** The longest kinds of test first; within a kind as Jest does: failed ones, then by what they took, or their size. */
export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const ranked = (await super.sort(tests)).map((test) => ({ test, at: rank(test) }));
    return ranked.sort((a, b) => a.at - b.at).map(({ test }) => test);
  }
}
