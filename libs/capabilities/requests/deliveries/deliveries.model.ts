import { endIn, timestamp } from '#kernel';
import type { LinkSight } from './deliveries.contract.js';

/** Delivery of documents that left. */

/** Signed stages that say that it is there. */
const arrival: readonly string[] = ['DELIVERED', 'OPENED', 'RETRIEVED'];

/**
 * The signed stage by which a document counts as delivered or refused. A refusal counts over a DELIVERED, which says only that the
 * bytes came. Pure.
 */
export function settledBy<S extends { readonly stage: string }>(
  stages: readonly S[],
): S | undefined {
  return endIn(stages) ?? stages.find(({ stage }) => arrival.includes(stage));
}

/** `WAITING`: it is kept here and sent until the neighbour's receipt comes. */
export const fates = ['DELIVERED', 'REFUSED', 'KEPT_BACK', 'WAITING'] as const;
export type DeliveryFate = (typeof fates)[number];

/** Where a document stands. Pure. */
export function fateOf({
  stages,
  keptBack,
}: {
  readonly stages: readonly { readonly stage: string }[];
  readonly keptBack: boolean;
}): DeliveryFate {
  const settled = settledBy(stages);
  if (settled !== undefined) return settled.stage === 'REJECTED' ? 'REFUSED' : 'DELIVERED';
  return keptBack ? 'KEPT_BACK' : 'WAITING';
}

/** The border looks every two seconds; an older word says nothing about now. */
export const sightFreshMs = 15_000;

/** Part of the border's last look that still counts. Pure. */
export function linkSight(
  seen: { readonly up: boolean; readonly upAt: Date | null; readonly lookedAt: Date } | undefined,
  now: Date,
): LinkSight {
  if (seen === undefined) return { up: null, upAt: null, lookedAt: null };
  const fresh = now.getTime() - seen.lookedAt.getTime() <= sightFreshMs;
  return {
    up: fresh ? seen.up : null,
    upAt: seen.upAt === null ? null : timestamp(seen.upAt),
    lookedAt: timestamp(seen.lookedAt),
  };
}
