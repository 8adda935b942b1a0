import type { AuditBeat } from './audit-beat.js';

export const unheardHaltsOf = ({ metrics }: Pick<AuditBeat, 'metrics'>): number | undefined =>
  metrics['halts.unconfirmed'];

export function unheardHaltsLine(count: number | undefined): string {
  if (count === undefined) return 'unknown';
  if (count === 0) return 'every State of an operation knows of its stop-words';
  const which = count === 1 ? '1 stop-word or lifting is' : `${count} stop-words or liftings are`;
  return `${which} not confirmed by a State of the operation: call its desk`;
}
