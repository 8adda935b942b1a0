import { timestamp, type Compartment, type ThreadId, type Timestamp } from '#kernel';
import type { KeepReason, Schedule } from './schedule.model.js';
import type { RetentionRule } from './retention.schema.js';
import { type ThreadRecord, by } from '#threads';
import type { Session } from '#access';
import type { DraftOf } from '#journal';
import type { OpenCase } from './open-case/open-case.model.js';

export const reviewDue = (
  thread: ThreadRecord,
  { endedAt, reviewAt, eraseAt }: Schedule & { readonly reviewAt: Date },
  { basis }: RetentionRule,
): DraftOf<'retention.due'> => ({
  typ: 'retention.due',
  ...by(thread, undefined),
  data: {
    side: thread.side,
    endedAt: endedAt && timestamp(endedAt),
    reviewAt: timestamp(reviewAt),
    eraseAt: eraseAt && timestamp(eraseAt),
    basis,
  },
});

export const reviewed = (
  thread: ThreadRecord,
  session: Session,
  kept: { readonly reason: KeepReason; readonly until: Timestamp } | null,
): DraftOf<'retention.reviewed'> => ({
  typ: 'retention.reviewed',
  reason: kept?.reason ?? 'NOT_NEEDED',
  ...by(thread, session),
  data: { until: kept?.until ?? null },
});

export const erasureStopped = (
  of: { readonly thread: ThreadId; readonly compartment: Compartment },
  { ground, since }: Pick<OpenCase, 'ground' | 'since'>,
  basis: string,
): DraftOf<'erasure.stopped'> => ({
  typ: 'erasure.stopped',
  case: of,
  data: { ground, since: timestamp(since), basis },
});
