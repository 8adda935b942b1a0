import { say } from '#language/console';
import { sayCount } from '#language/count';
import type { AuditBeat } from './audit-beat.js';
import { ok, warn, type Finding } from './finding.js';
import { parted } from '../print/joined.js';

export interface UnnotifiedRecipients {
  readonly untold: number;
  /** Number of downloaded evidence packages that became doubtful, while no officer recorded where they are. */
  readonly unrecorded: number;
  readonly oldestSeconds: number;
}

export function unnotifiedRecipientsOf({
  metrics,
}: Pick<AuditBeat, 'metrics'>): UnnotifiedRecipients | undefined {
  const {
    'packages.untold': untold,
    'packages.unrecorded': unrecorded,
    'packages.oldestSeconds': oldestSeconds,
  } = metrics;
  return untold === undefined || unrecorded === undefined || oldestSeconds === undefined
    ? undefined
    : { untold, unrecorded, oldestSeconds };
}

export const isSettled = ({
  untold,
  unrecorded,
}: Pick<UnnotifiedRecipients, 'untold' | 'unrecorded'>): boolean => untold + unrecorded === 0;

export function unnotifiedRecipientsLine(found: UnnotifiedRecipients | undefined): string {
  if (found === undefined) return say('health.unknown');
  const { untold, unrecorded, oldestSeconds } = found;
  if (isSettled(found)) return say('untoldRecipients.everyRecipientEvidencePackage');
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

export const judgeUnnotifiedRecipients = (found: UnnotifiedRecipients): Finding =>
  isSettled(found)
    ? ok(say('untoldRecipients.name'), unnotifiedRecipientsLine(found))
    : warn(
        say('untoldRecipients.name'),
        unnotifiedRecipientsLine(found),
        say('untoldRecipients.centralJudicialAuthorityRoster'),
      );
