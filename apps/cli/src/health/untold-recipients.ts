import type { AuditBeat } from './audit-beat.js';
import { ok, warn, type Finding } from './finding.js';

export interface UntoldRecipients {
  readonly untold: number;
  readonly oldestSeconds: number;
}

export function untoldRecipientsOf({
  metrics,
}: Pick<AuditBeat, 'metrics'>): UntoldRecipients | undefined {
  const { 'packages.untold': untold, 'packages.oldestSeconds': oldestSeconds } = metrics;
  return untold === undefined || oldestSeconds === undefined
    ? undefined
    : { untold, oldestSeconds };
}

export function untoldRecipientsLine(found: UntoldRecipients | undefined): string {
  if (found === undefined) return 'unknown';
  const { untold, oldestSeconds } = found;
  if (untold === 0) return 'every recipient of an evidence package knows what became of it';
  const which = untold === 1 ? '1 recipient is' : `${untold} recipients are`;
  return `${which} to be told what became of an evidence package, the oldest for ${Math.floor(oldestSeconds / 3_600)} h`;
}

export const judgeUntoldRecipients = (found: UntoldRecipients): Finding =>
  found.untold === 0
    ? ok('packages', untoldRecipientsLine(found))
    : warn(
        'packages',
        untoldRecipientsLine(found),
        'an officer of the thread tells them: liaise package status, then liaise package told',
      );
