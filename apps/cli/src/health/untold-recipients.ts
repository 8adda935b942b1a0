import type { AuditBeat } from './audit-beat.js';
import { ok, warn, type Finding } from './finding.js';

export interface UntoldRecipients {
  readonly untold: number;
  /** Number of doubtful packages that somebody fetched and for which no recipient is recorded. */
  readonly unrecorded: number;
  readonly oldestSeconds: number;
}

export function untoldRecipientsOf({
  metrics,
}: Pick<AuditBeat, 'metrics'>): UntoldRecipients | undefined {
  const {
    'packages.untold': untold,
    'packages.unrecorded': unrecorded,
    'packages.oldestSeconds': oldestSeconds,
  } = metrics;
  return untold === undefined || unrecorded === undefined || oldestSeconds === undefined
    ? undefined
    : { untold, unrecorded, oldestSeconds };
}

/** True when every recipient of a doubtful package has been told, and each such package has a recorded recipient. Pure. */
export const isToldToAll = ({
  untold,
  unrecorded,
}: Pick<UntoldRecipients, 'untold' | 'unrecorded'>): boolean => untold + unrecorded === 0;

export function untoldRecipientsLine(found: UntoldRecipients | undefined): string {
  if (found === undefined) return 'unknown';
  const { untold, unrecorded, oldestSeconds } = found;
  if (isToldToAll(found)) return 'every recipient of an evidence package knows what became of it';
  const recipients = untold === 1 ? '1 recipient is' : `${untold} recipients are`;
  const packages =
    unrecorded === 1
      ? '1 evidence package was fetched, does'
      : `${unrecorded} evidence packages were fetched, do`;
  const parts = [
    ...(untold === 0 ? [] : [`${recipients} to be told what became of an evidence package`]),
    ...(unrecorded === 0
      ? []
      : [`${packages} not hold as made, and nothing is on record of where it is`]),
  ];
  return `${parts.join('; ')}; the oldest for ${Math.floor(oldestSeconds / 3_600)} h`;
}

export const judgeUntoldRecipients = (found: UntoldRecipients): Finding =>
  isToldToAll(found)
    ? ok('packages', untoldRecipientsLine(found))
    : warn(
        'packages',
        untoldRecipientsLine(found),
        'a central or judicial authority on the roster records who has it and tells them, or that it stayed: liaise package status, then handed and told, or stayed',
      );
