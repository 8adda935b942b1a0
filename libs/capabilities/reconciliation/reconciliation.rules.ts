import { ledgerNames, type Spans } from '#kernel';
import type { Part, Reconciliation } from '#journal';
import { maxSpan } from '#wire';

type Known = Pick<Reconciliation, 'day' | 'part' | 'phase' | 'own' | 'peer'>;

/** Whether one part holds as many numbers as it may, so that another one follows. Both States find the same. Pure. */
export const isFull = (part: Pick<Known, 'own' | 'peer'>): boolean =>
  [part.own, part.peer].some((spans) =>
    ledgerNames.some((name) => spans !== null && spans[name].to - spans[name].from === maxSpan),
  );

/** Whether a part is the newest one again, or the next after one that both know; never one of a day to come. Pure. */
export function follows(newest: Known | undefined, { day, part }: Part, today: string): boolean {
  if (day > today) return false;
  if (newest === undefined) return part === 0;
  if (day === newest.day && part === newest.part) return true;
  if (newest.phase !== 'REPORT' && newest.phase !== 'SIGNED') return false;
  return day === newest.day
    ? part === newest.part + 1 && isFull(newest)
    : day > newest.day && part === 0;
}

/** Member with a number that was left out after the part before: it would never be compared. Pure. */
export function leftOut(given: Spans, before: Spans | null): string | undefined {
  if (given.messages.from !== (before?.messages.to ?? 0)) return 'messages.from';
  return given.receipts.from === (before?.receipts.to ?? 0) ? undefined : 'receipts.from';
}
