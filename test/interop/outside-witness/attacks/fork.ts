import { MemoryTree, leafHash } from '#tlog';
import type { Attack } from './attack.js';

/**
 * Attack: offers a tree of at least `held` leaves in which one cosigned leaf is replaced. The consistency proof comes from
 * the honest or the false tree.
 */
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
