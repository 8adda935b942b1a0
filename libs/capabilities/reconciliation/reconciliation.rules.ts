import { ledgerNames, type Spans, type Detail } from '#kernel';
import type { Part, Reconciliation } from '#journal';
import { maxSpan } from '#wire';

type Known = Pick<Reconciliation, 'day' | 'part' | 'phase' | 'own' | 'peer'>;

export const isFull = (part: Pick<Known, 'own' | 'peer'>): boolean =>
  [part.own, part.peer].some((spans) =>
    ledgerNames.some((name) => spans !== null && spans[name].to - spans[name].from === maxSpan),
  );

export function follows(newest: Known | undefined, { day, part }: Part, today: string): boolean {
  if (day > today) return false;
  if (newest === undefined) return part === 0;
  if (day === newest.day && part === newest.part) return true;
  if (newest.phase !== 'REPORT' && newest.phase !== 'SIGNED') return false;
  return day === newest.day
    ? part === newest.part + 1 && isFull(newest)
    : day > newest.day && part === 0;
}

/**
 * Returns the field of `given` that does not begin where `before` ended, else undefined. Rows in a gap would never be
 * compared.
 */
export function leftOut(given: Spans, before: Spans | null): Detail | undefined {
  if (given.messages.from !== (before?.messages.to ?? 0)) return 'messages.from';
  return given.receipts.from === (before?.receipts.to ?? 0) ? undefined : 'receipts.from';
}
