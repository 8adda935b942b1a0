import { priorities, type Priority } from '#kernel/lists';

export const silenceStages = ['NOT_RELAYED', 'NOT_DELIVERED', 'NOT_RETRIEVED'] as const;
export type SilenceStage = (typeof silenceStages)[number];

export interface SilenceLimits {
  readonly silenceUrgentMinutes: number;
  readonly silenceMinutes: number;
}

const minute = 60_000;

export const silenceLimit = (
  priority: Priority,
  { silenceUrgentMinutes, silenceMinutes }: SilenceLimits,
): number => (priority === priorities.NORMAL ? silenceMinutes : silenceUrgentMinutes) * minute;

/** Progress of a sent message by this State's clock, which neighbours cannot influence. */
export interface Way {
  readonly queuedAt: Date;
  readonly relayedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly ended: boolean;
}

export interface Silence {
  readonly stage: SilenceStage;
  readonly since: Date;
}

export function awaited({ queuedAt, relayedAt, deliveredAt, ended }: Way): Silence | null {
  if (ended) return null;
  if (deliveredAt !== null) return { stage: 'NOT_RETRIEVED', since: deliveredAt };
  if (relayedAt !== null) return { stage: 'NOT_DELIVERED', since: relayedAt };
  return { stage: 'NOT_RELAYED', since: queuedAt };
}

/** Returns the overdue stage to record now and the next check time, each null for none. `limit` is in milliseconds. */
export function lookAt(
  way: Way,
  recorded: readonly SilenceStage[],
  limit: number,
  now: Date,
): { readonly silence: Silence | null; readonly again: Date | null } {
  const next = awaited(way);
  if (next === null) return { silence: null, again: null };
  const due = new Date(next.since.getTime() + limit);
  const known = recorded.includes(next.stage);
  if (!known && due > now) return { silence: null, again: due };
  const again = next.stage === 'NOT_RETRIEVED' ? null : new Date(now.getTime() + limit);
  return { silence: known ? null : next, again };
}
