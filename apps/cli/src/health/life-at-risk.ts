import { say } from '#language/console';
import { sayCount } from '#language/count';
import type { AuditBeat } from './audit-beat.js';
import { span } from '../people/words/clock-words.js';
import { parted } from '../print/joined.js';

export interface LifeAtRisk {
  readonly escalated: number;
  readonly oldestSeconds: number;
  readonly undelivered: number;
  readonly unassigned: number;
}

type Beat = Pick<AuditBeat, 'metrics'>;

export function lifeAtRiskOf({ metrics }: Beat): LifeAtRisk | undefined {
  const { 'life.escalated': escalated, 'life.oldestSeconds': oldestSeconds } = metrics;
  const { 'life.undelivered': undelivered, 'life.unassigned': unassigned } = metrics;
  return escalated === undefined ||
    oldestSeconds === undefined ||
    undelivered === undefined ||
    unassigned === undefined
    ? undefined
    : { escalated, oldestSeconds, undelivered, unassigned };
}

export const isNoLifeWaiting = ({ escalated, undelivered, unassigned }: LifeAtRisk): boolean =>
  escalated + undelivered + unassigned === 0;

export function lifeAtRiskLine(life: LifeAtRisk | undefined): string {
  if (life === undefined) return say('health.unknown');
  if (isNoLifeWaiting(life)) return say('lifeAtRisk.noRiskLifeLeft');
  const { escalated, oldestSeconds, undelivered, unassigned } = life;
  const which = sayCount('lifeAtRisk.which', { escalated });
  return parted([
    ...(undelivered > 0 ? [say('lifeAtRisk.riskLifeNotDelivered', { undelivered })] : []),
    ...(unassigned > 0 ? [say('lifeAtRisk.riskLifeNobodysHands', { unassigned })] : []),
    ...(escalated > 0
      ? [
          say('lifeAtRisk.escalatedNobodyHandOldest', {
            which,
            oldestSeconds: Math.floor(oldestSeconds / 60),
          }),
        ]
      : []),
  ]);
}

export interface WaitingWork {
  readonly undelivered: number;
  readonly oldestSeconds: number;
  readonly unassigned: number;
}

export function waitingWorkOf({ metrics }: Beat): WaitingWork | undefined {
  const { 'waiting.undelivered': undelivered, 'waiting.unassigned': unassigned } = metrics;
  const { 'waiting.oldestSeconds': oldestSeconds } = metrics;
  return undelivered === undefined || unassigned === undefined || oldestSeconds === undefined
    ? undefined
    : { undelivered, oldestSeconds, unassigned };
}

export function waitingWorkLine(work: WaitingWork | undefined): string {
  if (work === undefined) return say('health.unknown');
  const { undelivered, oldestSeconds, unassigned } = work;
  const since =
    oldestSeconds < 60 ? say('lifeAtRisk.seconds', { oldestSeconds }) : span(oldestSeconds);
  const left =
    undelivered === 0
      ? say('lifeAtRisk.everythingLeftDelivered')
      : say('lifeAtRisk.notDeliveredOldest', { undelivered, since });
  const hands =
    unassigned === 0
      ? say('lifeAtRisk.noRequestNobodysHands')
      : say('lifeAtRisk.nobodysHands', { unassigned });
  return parted([left, hands]);
}
