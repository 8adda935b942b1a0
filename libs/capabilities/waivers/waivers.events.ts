import type { Session } from '#access';
import type { DraftOf } from '#journal';
import { by, type ThreadRecord } from '#threads';
import type { WaiverReason, WithdrawalReason } from '#capabilities/evidence/evidence.lists';
import type { WaivedRule } from './waivers.rows.js';

export const ruleWaived = (
  thread: ThreadRecord,
  session: Session,
  { rule, profile, reason }: WaivedRule & { readonly reason: WaiverReason },
): DraftOf<'rule.waived'> => ({
  typ: 'rule.waived',
  ...by(thread, session),
  reason,
  data: { rule, profile, signer: session.fingerprint },
});

export const waiverWithdrawn = (
  thread: ThreadRecord,
  session: Session,
  { rule, profile, reason }: WaivedRule & { readonly reason: WithdrawalReason },
): DraftOf<'waiver.withdrawn'> => ({
  typ: 'waiver.withdrawn',
  ...by(thread, session),
  reason,
  data: { rule, profile, signer: session.fingerprint },
});
