import type { Attack } from './attack.js';

/** Attack: offers a smaller tree of the honest history, as a restored older database would. */
export const rollback: Attack = (log, held, random) => {
  const size = random(held);
  const old = [held, size, 0, random(size + 1)][random(4)] ?? 0;
  return log.offer(log.honest, { old, size });
};
