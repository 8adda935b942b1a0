import { say } from '#language/console';
import { sayCount } from '#language/count';
import type { AuditBeat } from './audit-beat.js';
import { fail, type Finding, ok, warn } from './finding.js';

export interface CustodyLog {
  readonly witnesses: number;
  readonly cosignedSize: number;
  readonly uncosignedSeconds: number;
  readonly degraded: readonly string[];
}

export function custodyLogOf({ metrics, degraded }: AuditBeat): CustodyLog | undefined {
  const { 'log.witnesses': witnesses, 'log.cosignedSize': cosignedSize } = metrics;
  if (witnesses === undefined || cosignedSize === undefined) return undefined;
  const uncosignedSeconds = metrics['log.uncosignedSeconds'] ?? 0;
  return { witnesses, cosignedSize, uncosignedSeconds, degraded };
}

export function custodyLogLine(log: CustodyLog | undefined): string {
  if (log === undefined) return say('health.unknown');
  const { witnesses, cosignedSize, uncosignedSeconds } = log;
  if (witnesses === 0) return say('custodyLog.noWitness');
  const by = sayCount('custodyLog.by', { witnesses });
  const waits = log.degraded.includes('UNCOSIGNED')
    ? say('custodyLog.waitsForS', { uncosignedSeconds })
    : '';
  return say('custodyLog.cosignedUp', { cosignedSize, waits, by });
}

const wrong: readonly (readonly [string, typeof fail, string, string])[] = [
  ['LOG_HALTED', fail, say('custodyLog.witnessHoldsWhatDatabase'), say('custodyLog.seeLogHalted')],
  [
    'LOG_FORK_EVIDENCE',
    fail,
    say('custodyLog.twoHistoriesOneLog'),
    say('custodyLog.runLiaiseAuditOpen'),
  ],
  ['EVENTS_WAITING', fail, say('custodyLog.eventsNoPlace'), say('custodyLog.readLogAuditLog')],
  ['UNCOSIGNED', warn, say('custodyLog.notCosigned'), say('custodyLog.seeWhetherLinksWitnesses')],
  [
    'OUTSIDE_WITNESS_SILENT',
    warn,
    say('custodyLog.witnessOutsideSilent'),
    say('custodyLog.readLogExchangeLog'),
  ],
  [
    'RECONCILIATION_OVERDUE',
    warn,
    say('custodyLog.dailyReportNotSigned'),
    say('custodyLog.readLogAuditLog'),
  ],
];

export function judgeCustodyLog(log: CustodyLog): Finding[] {
  const line = custodyLogLine(log);
  const found = wrong
    .filter(([code]) => log.degraded.includes(code))
    .map(([, level, what, remedy]) =>
      level(say('custodyLog.custodyLog'), `${what} (${line})`, remedy),
    );
  return found.length === 0 ? [ok(say('custodyLog.custodyLog'), line)] : found;
}
