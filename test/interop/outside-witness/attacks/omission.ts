import { MemoryTree } from '#tlog';
import type { Attack } from './attack.js';

/** A leaf that was cosigned is left out, and all later ones move up; the tree is as large as before, or larger. */
export const omission: Attack = (log, held, random) => {
  const tree = new MemoryTree(log.hashes.toSpliced(random(held), 1));
  const size = held + random(log.hashes.length - held);
  const old = random(2) === 0 ? held : random(held);
  return log.offer(tree, { old, size });
};
