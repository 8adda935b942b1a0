import { priorities, type Priority, type ThreadId } from '#model';

/**
 * A risk to life, or a stop-word, does not wait for what else its batch would seal. What its own threads have goes with it: of
 * one whose opening is kept back nothing leaves. Pure.
 */
export function lifeFirst<T extends { readonly thread: ThreadId; readonly priority: Priority }>(
  rows: readonly T[],
): readonly T[] {
  const urgent = rows.filter(({ priority }) => priority === priorities.RISK_TO_LIFE);
  const threads = new Set(urgent.map(({ thread }) => thread));
  return urgent.length === 0 ? rows : rows.filter(({ thread }) => threads.has(thread));
}

/**
 * A risk to life, or a stop-word, does not wait for what else its batch would open, but only in every second batch: a neighbour
 * that calls everything a risk to life holds up nobody. Statements are few, and one of them may be what it waits for.
 */
export class LifeInTurn {
  #alone = false;

  next<T extends { readonly statement: boolean; readonly lane: Priority | null }>(
    rows: readonly T[],
  ): readonly T[] {
    const isLife = ({ lane }: T): boolean => lane === priorities.RISK_TO_LIFE;
    this.#alone = !this.#alone && rows.some(isLife);
    return this.#alone ? rows.filter((row) => row.statement || isLife(row)) : rows;
  }
}
