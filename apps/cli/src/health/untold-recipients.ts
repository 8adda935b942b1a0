import { say } from '#language/console';
import { sayCount } from '#language/count';
import type { AuditBeat } from './audit-beat.js';
import { ok, warn, type Finding } from './finding.js';
import { parted } from '../print/joined.js';

export interface UntoldRecipients {
  readonly untold: number;
  /** Number of downloaded evidence packages that became doubtful, while no officer recorded where they are. */
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

export const isToldToAll = ({
  untold,
  unrecorded,
}: Pick<UntoldRecipients, 'untold' | 'unrecorded'>): boolean => untold + unrecorded === 0;

export function untoldRecipientsLine(found: UntoldRecipients | undefined): string {
  if (found === undefined) return say('health.unknown');
  const { untold, unrecorded, oldestSeconds } = found;
  if (isToldToAll(found)) return say('untoldRecipients.everyRecipientEvidencePackage');
  const recipients = sayCount('untoldRecipients.recipients', { untold });
  const parts = [
    ...(untold === 0 ? [] : [say('untoldRecipients.toldWhatBecameEvidence', { recipients })]),
    ...(unrecorded === 0 ? [] : [sayCount('untoldRecipients.packages', { unrecorded })]),
  ];
  return say('untoldRecipients.theOldestForH', {
    parts: parted(parts),
    oldestSeconds: Math.floor(oldestSeconds / 3_600),
  });
}

export const judgeUntoldRecipients = (found: UntoldRecipients): Finding =>
  isToldToAll(found)
    ? ok(say('untoldRecipients.name'), untoldRecipientsLine(found))
    : warn(
        say('untoldRecipients.name'),
        untoldRecipientsLine(found),
        say('untoldRecipients.centralJudicialAuthorityRoster'),
      );
