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
  if (log === undefined) return 'unknown';
  const { witnesses, cosignedSize, uncosignedSeconds } = log;
  if (witnesses === 0) return 'no witness';
  const by =
    witnesses === 1
      ? 'witnessed by one: the two together could rewrite it'
      : `${witnesses} witnesses`;
  const waits = log.degraded.includes('UNCOSIGNED') ? `, waits for ${uncosignedSeconds} s` : '';
  return `cosigned up to ${cosignedSize}${waits}, ${by}`;
}

const wrong: readonly (readonly [string, typeof fail, string, string])[] = [
  ['LOG_HALTED', fail, 'a witness holds what this database does not', 'see LOG_HALTED'],
  [
    'LOG_FORK_EVIDENCE',
    fail,
    'two histories of one log',
    'run `liaise audit open-differences --purpose DETECTION`',
  ],
  ['EVENTS_WAITING', fail, 'events have no place', 'read log/audit.log'],
  ['UNCOSIGNED', warn, 'not cosigned', 'see whether the links to the witnesses are up'],
  [
    'OUTSIDE_WITNESS_SILENT',
    warn,
    'a witness outside is silent',
    'read log/exchange.log and log/audit.log',
  ],
  ['RECONCILIATION_OVERDUE', warn, 'a daily report is not signed', 'read log/audit.log'],
];

export function judgeCustodyLog(log: CustodyLog): Finding[] {
  const line = custodyLogLine(log);
  const found = wrong
    .filter(([code]) => log.degraded.includes(code))
    .map(([, level, what, remedy]) => level('custody log', `${what} (${line})`, remedy));
  return found.length === 0 ? [ok('custody log', line)] : found;
}
