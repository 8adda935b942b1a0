import { MemoryTree } from '#tlog';
import type { Attack } from './attack.js';

/** Attack: leaves out a cosigned leaf and moves later ones up; the tree is as large as before, or larger. */
export const omission: Attack = (log, held, random) => {
  const tree = new MemoryTree(log.hashes.toSpliced(random(held), 1));
  const size = held + random(log.hashes.length - held);
  const old = random(2) === 0 ? held : random(held);
  return log.offer(tree, { old, size });
};
