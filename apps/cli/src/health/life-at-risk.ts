import type { AuditBeat } from './audit-beat.js';
import { span } from '../people/words/clock-words.js';

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
  if (life === undefined) return 'unknown';
  if (isNoLifeWaiting(life)) return 'no risk to life is left without anybody';
  const { escalated, oldestSeconds, undelivered, unassigned } = life;
  const which = escalated === 1 ? '1 risk to life was' : `${escalated} risks to life were`;
  return [
    ...(undelivered > 0 ? [`${undelivered} of risk to life NOT DELIVERED to a neighbour`] : []),
    ...(unassigned > 0 ? [`${unassigned} of risk to life IN NOBODY’S HANDS here`] : []),
    ...(escalated > 0
      ? [
          `${which} escalated and nobody has it in hand, the oldest for ${Math.floor(oldestSeconds / 60)} min`,
        ]
      : []),
  ].join('; ');
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
  if (work === undefined) return 'unknown';
  const { undelivered, oldestSeconds, unassigned } = work;
  const since = oldestSeconds < 60 ? `${oldestSeconds} s` : span(oldestSeconds);
  const left =
    undelivered === 0
      ? 'everything that left is delivered'
      : `${undelivered} not delivered, the oldest for ${since}`;
  return `${left}; ${unassigned === 0 ? 'no request is in nobody’s hands' : `${unassigned} in nobody’s hands`}`;
}
