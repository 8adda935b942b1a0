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
  if (lacks === undefined) return 'unknown';
  return lacks
    ? 'no contact point holds now, or none will in 7 days: what is exchanged meanwhile is copied to nobody, later neither'
    : 'the national contact point gets its copies';
}

export const judgeContactPoint = (lacks: boolean): Finding =>
  lacks
    ? warn(
        'contact point',
        contactPointLine(lacks),
        'the root names one: liaise authority contact-point',
      )
    : ok('contact point', contactPointLine(lacks));

export function limitsLine(differ: number | undefined): string {
  if (differ === undefined) return 'unknown';
  if (differ === 0) return 'this State and its neighbours say the same time limits';
  const whom = differ === 1 ? 'one neighbour' : `${differ} neighbours`;
  return `this State and ${whom} say different time limits: where these have begun, the standard ones hold`;
}

export const judgeLimits = (differ: number): Finding =>
  differ === 0
    ? ok('time limits', limitsLine(differ))
    : warn(
        'time limits',
        limitsLine(differ),
        'see which with liaise peer list, agree with the neighbour, then liaise peer limits on the side that lags',
      );

export function dutyLine(duty: DutyGaps | undefined): string {
  if (duty === undefined) return 'unknown';
  const { withGaps, firstGapSeconds } = duty;
  if (withGaps === 0) return 'no roster leaves a desk without anybody in the next 7 days';
  const which = withGaps === 1 ? 'one roster leaves its desk' : `${withGaps} rosters leave a desk`;
  const hours = Math.floor(firstGapSeconds / 3600);
  return `${which} without anybody ${firstGapSeconds <= 0 ? 'now' : `in ${hours} h`}`;
}

export const judgeDuty = (duty: DutyGaps): Finding =>
  duty.withGaps === 0
    ? ok('duty rosters', dutyLine(duty))
    : warn('duty rosters', dutyLine(duty), 'a registrar signs a new one: liaise authority roster');
