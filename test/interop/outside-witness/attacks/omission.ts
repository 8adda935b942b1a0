import { MemoryTree } from '#tlog';
import type { Attack } from './attack.js';

/** Attack: leaves out a cosigned leaf, so that later leaves move up. The false tree is at least as large as the cosigned one. */
export const omission: Attack = (log, held, random) => {
  const tree = new MemoryTree(log.hashes.toSpliced(random(held), 1));
  const size = held + random(log.hashes.length - held);
  const old = random(2) === 0 ? held : random(held);
  return log.offer(tree, { old, size });
};
