import type { AuditBeat } from './audit-beat.js';

/** Stop-words, and liftings, that a State of an operation has not confirmed, as the sealer last said; undefined before. Pure. */
export const unheardHaltsOf = ({ metrics }: Pick<AuditBeat, 'metrics'>): number | undefined =>
  metrics['halts.unconfirmed'];

/** One line for `liaise status`. Pure. */
export function unheardHaltsLine(count: number | undefined): string {
  if (count === undefined) return 'unknown';
  if (count === 0) return 'every State of an operation knows of its stop-words';
  const which = count === 1 ? '1 stop-word or lifting is' : `${count} stop-words or liftings are`;
  return `${which} not confirmed by a State of the operation: call its desk`;
}
