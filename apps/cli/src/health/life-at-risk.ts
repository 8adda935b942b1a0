import type { AuditBeat } from './audit-beat.js';

/** Risks to life that were escalated and that nobody has in hand, on both sides, as the sealer last said. */
export interface LifeAtRisk {
  readonly escalated: number;
  /** Since the first escalation of the oldest. */
  readonly oldestSeconds: number;
}

/** Pure. Undefined when the sealer has said nothing of it yet. */
export function lifeAtRiskOf({ metrics }: Pick<AuditBeat, 'metrics'>): LifeAtRisk | undefined {
  const { 'life.escalated': escalated, 'life.oldestSeconds': oldestSeconds } = metrics;
  return escalated === undefined || oldestSeconds === undefined
    ? undefined
    : { escalated, oldestSeconds };
}

/** One line for `liaise status`. Pure. */
export function lifeAtRiskLine(life: LifeAtRisk | undefined): string {
  if (life === undefined) return 'unknown';
  const { escalated, oldestSeconds } = life;
  if (escalated === 0) return 'no risk to life is left without anybody';
  const which = escalated === 1 ? '1 risk to life was' : `${escalated} risks to life were`;
  return `${which} escalated and nobody has it in hand, the oldest for ${Math.floor(oldestSeconds / 60)} min`;
}
