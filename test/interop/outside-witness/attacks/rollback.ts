import type { Attack } from './attack.js';

/** A smaller tree of the honest history: an older copy of the database. It says what it believes, or what is held. */
export const rollback: Attack = (log, held, random) => {
  const size = random(held);
  const old = [held, size, 0, random(size + 1)][random(4)] ?? 0;
  return log.offer(log.honest, { old, size });
};
