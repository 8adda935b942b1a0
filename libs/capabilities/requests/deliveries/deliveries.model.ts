import { endIn, timestamp } from '#kernel';
import type { LinkSight } from './deliveries.contract.js';

const arrival: readonly string[] = ['DELIVERED', 'OPENED', 'RETRIEVED'];

/** Returns the first OPENED or REJECTED receipt, otherwise the first DELIVERED or RETRIEVED receipt, otherwise undefined. */
export function settledBy<S extends { readonly stage: string }>(
  stages: readonly S[],
): S | undefined {
  return endIn(stages) ?? stages.find(({ stage }) => arrival.includes(stage));
}

export const fates = ['DELIVERED', 'REFUSED', 'KEPT_BACK', 'WAITING'] as const;
export type DeliveryFate = (typeof fates)[number];

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

export const sightFreshMs = 15_000;

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
