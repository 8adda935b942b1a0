import { priorities, type Priority } from '#kernel/lists';

/**
 * Silences that a sender states when it has heard nothing for too long. Provisional: a later receipt overrules it, and both stay.
 * Never told to the neighbour.
 */
export const silenceStages = ['NOT_RELAYED', 'NOT_DELIVERED', 'NOT_RETRIEVED'] as const;
export type SilenceStage = (typeof silenceStages)[number];

/** Minutes that each step of a message may take. */
export interface SilenceLimits {
  /** Of what is urgent or a risk to life. */
  readonly silenceUrgentMinutes: number;
  readonly silenceMinutes: number;
}

const minute = 60_000;

/** Milliseconds. */
export const silenceLimit = (
  priority: Priority,
  { silenceUrgentMinutes, silenceMinutes }: SilenceLimits,
): number => (priority === priorities.NORMAL ? silenceMinutes : silenceUrgentMinutes) * minute;

/** How far a message of ours is, by the sender's own clock throughout: no neighbour's can make a silence longer or shorter. */
export interface Way {
  readonly queuedAt: Date;
  readonly relayedAt: Date | null;
  /** When the receipt came that says it arrived. */
  readonly deliveredAt: Date | null;
  /** Read, refused, or not to be sent: nothing more is awaited. */
  readonly ended: boolean;
}

export interface Silence {
  readonly stage: SilenceStage;
  /** When the step before it was taken. */
  readonly since: Date;
}

/** Silence that the absence of the next step is; null when nothing more is awaited. Pure. */
export function awaited({ queuedAt, relayedAt, deliveredAt, ended }: Way): Silence | null {
  if (ended) return null;
  if (deliveredAt !== null) return { stage: 'NOT_RETRIEVED', since: deliveredAt };
  if (relayedAt !== null) return { stage: 'NOT_DELIVERED', since: relayedAt };
  return { stage: 'NOT_RELAYED', since: queuedAt };
}

/**
 * Silence to record of a message now, and when it must be looked at again; null: never. A silence that is recorded
 * is looked at again after one limit: the next step can be late no earlier. Pure.
 */
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
