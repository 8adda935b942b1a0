import { MemoryTree, leafHash } from '#tlog';
import type { Attack } from './attack.js';

/** Attack: replaces one cosigned leaf in a tree at least as large as the cosigned one. */
export const fork: Attack = (log, held, random) => {
  const changed = random(held);
  const tree = new MemoryTree(log.hashes.with(changed, leafHash(Buffer.from('another'))));
  const size = held + random(log.hashes.length - held + 1);
  switch (random(3)) {
    case 0:
      return log.offer(tree, { old: held, size });
    case 1:
      return log.offer(tree, { old: held, size, hashes: log.honest.consistencyProof(held, size) });
    default:
      return log.offer(tree, { old: random(held), size });
  }
};
