import { type TimeAuthorityLogin, timeAuthoritiesOf } from '#runtime';
import { type FormalObstacle, obstacleWords } from '#capabilities/evidence/formal-acts.model';
import { say, sayDetail } from '#language/console';
import type { Installed } from '../installation/installed.js';
import type { AuditBeat } from './audit-beat.js';
import { judgeEnd } from './certificates.js';
import { fail, type Finding, ok, warn } from './finding.js';
import { parted } from '../print/joined.js';

export interface OutsideTime {
  readonly state: 'timed' | 'untimed';
  readonly authorities: number;
  readonly formalActs: boolean;
  readonly obstacles: readonly FormalObstacle[] | null;
  /**
   * Lowest and highest possible lead (ms) of this clock over outside time; negative if behind. Null without a recent
   * time-stamp.
   */
  readonly offsetMs: readonly [number, number] | null;
  readonly degraded: readonly string[];
}

export function outsideTimeOf(
  { metrics, degraded }: AuditBeat,
  obstacles: readonly FormalObstacle[] | undefined,
): OutsideTime | undefined {
  const { 'time.timed': timed, 'time.authorities': authorities } = metrics;
  if (timed === undefined || authorities === undefined) return undefined;
  const { 'time.offsetLowMs': low, 'time.offsetHighMs': high } = metrics;
  return {
    state: timed === 1 ? 'timed' : 'untimed',
    authorities,
    // Read now: the service's last count may be outdated.
    formalActs: obstacles?.length === 0,
    obstacles: obstacles ?? null,
    offsetMs: low === undefined || high === undefined ? null : [low, high],
    degraded,
  };
}

export function outsideTimeLine(time: OutsideTime | undefined): string {
  if (time === undefined) return say('health.unknown');
  const { state, authorities, offsetMs } = time;
  const clock =
    offsetMs === null
      ? say('outsideTime.clockNotCompared')
      : say('outsideTime.clockAheadMs', { offsetMs: offsetMs[0], otherOffsetMs: offsetMs[1] });
  const why = authorities === 0 ? say('outsideTime.noTimeStampAuthority') : '';
  return say('outsideTime.formalActs', {
    state: state === 'timed' ? say('outsideTime.timed') : say('outsideTime.untimed'),
    why,
    clock,
    time: formalLine(time),
  });
}

const formalLine = ({ formalActs, obstacles }: OutsideTime): string =>
  formalActs
    ? say('outsideTime.possible')
    : say('outsideTime.blocked', {
        obstacles: obstacles?.join(', ') ?? say('outsideTime.nothingCouldRead'),
      });

export function judgeFormalActs(time: OutsideTime): Finding {
  const { formalActs, obstacles } = time;
  if (formalActs) return ok(say('outsideTime.formalActsName'), formalLine(time));
  const refused = say('outsideTime.refused', { time: formalLine(time) });
  const words = (obstacles ?? []).map((each) => sayDetail(obstacleWords[each]));
  return warn(
    say('outsideTime.formalActsName'),
    refused,
    words.length === 0 ? say('outsideTime.seeFormalActBlocked') : parted(words),
  );
}

export function judgeOutsideTime(time: OutsideTime): Finding[] {
  const has = (code: string): boolean => time.degraded.includes(code);
  const line = outsideTimeLine(time);
  const findings: Finding[] = [];
  if (time.authorities === 0)
    findings.push(
      warn(say('outsideTime.timeStamps'), line, say('outsideTime.nameAuthorityTsa1Liaise')),
    );
  else if (has('UNTIMED'))
    findings.push(fail(say('outsideTime.timeStamps'), line, say('outsideTime.readLogExchangeLog')));
  else if (has('TIME_AUTHORITY_SILENT'))
    findings.push(
      warn(say('outsideTime.timeStamps'), line, say('outsideTime.oneTwoAuthoritiesSilent')),
    );
  else if (time.state === 'untimed')
    findings.push(
      warn(say('outsideTime.timeStamps'), line, say('outsideTime.waitSomeMinutesCatches')),
    );
  else findings.push(ok(say('outsideTime.timeStamps'), line));
  if (has('CLOCK_BLOCKS'))
    findings.push(fail(say('outsideTime.clockOffset'), line, say('outsideTime.setClock')));
  else if (has('CLOCK_OFFSET'))
    findings.push(
      warn(say('outsideTime.clockOffset'), line, say('outsideTime.lookTimeServiceMachine')),
    );
  return findings;
}

export function timeAuthorityFiles({ settings }: Installed, now: Date): Finding[] {
  return timeAuthoritiesOf(settings).flatMap((login) => filesOf(login, now));
}

const listDays = 1;

function filesOf({ name, trust }: TimeAuthorityLogin, now: Date): Finding[] {
  try {
    const { anchors, between, lists } = trust();
    const ends = [...anchors, ...between].map(({ x509 }) =>
      judgeEnd(`${name}.caFile`, new Date(x509.validTo), now),
    );
    const found: Finding[] = ends.filter((one) => one !== undefined);
    const soon = now.getTime() + listDays * 86_400_000;
    for (const { asn1 } of lists ?? [])
      if ((asn1.nextUpdate?.value.getTime() ?? 0) < soon)
        found.push(
          warn(
            `${name}.crlFile`,
            say('outsideTime.listEndsWithinDay'),
            say('outsideTime.fetchFreshOneDaily'),
          ),
        );
    return found;
  } catch {
    return [
      fail(
        name,
        say('outsideTime.certificatesListsCannotUsed'),
        say('outsideTime.seeStampTrustInvalid'),
      ),
    ];
  }
}
