import { say } from '#language/console';
import { sayCount } from '#language/count';
import type { AuditBeat } from './audit-beat.js';

export const unconfirmedHaltsOf = ({ metrics }: Pick<AuditBeat, 'metrics'>): number | undefined =>
  metrics['halts.unconfirmed'];

export function unconfirmedHaltsLine(count: number | undefined): string {
  if (count === undefined) return say('health.unknown');
  if (count === 0) return say('unheardHalts.everyStateOperationKnows');
  const which = sayCount('unheardHalts.which', { count });
  return say('unheardHalts.notConfirmedStateOperation', { which });
}
