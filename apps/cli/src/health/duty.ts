import { say } from '#language/console';
import { sayCount } from '#language/count';
import type { AuditBeat } from './audit-beat.js';
import { ok, warn, type Finding } from './finding.js';

export interface DutyGaps {
  readonly withGaps: number;
  readonly firstGapSeconds: number;
}

export function dutyGapsOf({ metrics }: Pick<AuditBeat, 'metrics'>): DutyGaps | undefined {
  const { 'duty.withGaps': withGaps, 'duty.firstGapSeconds': firstGapSeconds } = metrics;
  return withGaps === undefined || firstGapSeconds === undefined
    ? undefined
    : { withGaps, firstGapSeconds };
}

export const limitsDifferOf = ({ metrics }: Pick<AuditBeat, 'metrics'>): number | undefined =>
  metrics['duty.limitsDiffer'];

export function lacksContactPointOf({ metrics }: Pick<AuditBeat, 'metrics'>): boolean | undefined {
  const { 'duty.noContactPoint': none } = metrics;
  return none === undefined ? undefined : none > 0;
}

export function contactPointLine(lacks: boolean | undefined): string {
  if (lacks === undefined) return say('health.unknown');
  return lacks ? say('duty.noContactPointHolds') : say('duty.nationalContactPointGets');
}

export const judgeContactPoint = (lacks: boolean): Finding =>
  lacks
    ? warn(say('duty.contactPoint'), contactPointLine(lacks), say('duty.rootNamesOneLiaise'))
    : ok(say('duty.contactPoint'), contactPointLine(lacks));

export function limitsLine(differ: number | undefined): string {
  if (differ === undefined) return say('health.unknown');
  if (differ === 0) return say('duty.stateNeighboursSaySame');
  const whom = sayCount('duty.whom', { differ });
  return say('duty.stateSayDifferentTime', { whom });
}

export const judgeLimits = (differ: number): Finding =>
  differ === 0
    ? ok(say('duty.timeLimits'), limitsLine(differ))
    : warn(say('duty.timeLimits'), limitsLine(differ), say('duty.seeLiaisePeerList'));

export function dutyLine(duty: DutyGaps | undefined): string {
  if (duty === undefined) return say('health.unknown');
  const { withGaps, firstGapSeconds } = duty;
  if (withGaps === 0) return say('duty.noRosterLeavesDesk');
  const which = sayCount('duty.which', { withGaps });
  const hours = Math.floor(firstGapSeconds / 3600);
  return say('duty.withoutAnybody', {
    which,
    hours: firstGapSeconds <= 0 ? say('duty.now') : say('duty.inH', { hours }),
  });
}

export const judgeDuty = (duty: DutyGaps): Finding =>
  duty.withGaps === 0
    ? ok(say('duty.dutyRosters'), dutyLine(duty))
    : warn(say('duty.dutyRosters'), dutyLine(duty), say('duty.registrarSignsNewOne'));
