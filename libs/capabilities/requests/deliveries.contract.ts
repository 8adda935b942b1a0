import {
  type Authenticated,
  endIn,
  type StageView,
  timestamp,
  type AuthorityId,
  type DocumentId,
  type MessageId,
  type StateCode,
  type ThreadId,
  type Timestamp,
  type Priority,
} from '#kernel';
import type { ReceiptProof } from './receipt-proof.contract.js';

/** Whether the neighbour's end of a link is connected, as the border of this State saw it last. */
export interface LinkSight {
  /** Null: the border has not looked for a while, or never. */
  readonly up: boolean | null;
  /** When it was last seen up; null: never. */
  readonly upAt: Timestamp | null;
  readonly lookedAt: Timestamp | null;
}

/** Fate of a document for the officer who signed it: no word of what it says. */
export interface DeliveryView {
  readonly dispatch: DocumentId;
  readonly thread: ThreadId;
  readonly peer: StateCode;
  readonly peerAuthority: AuthorityId;
  readonly priority: Priority;
  /** Null until it was sealed. */
  readonly messageId: MessageId | null;
  readonly stages: readonly StageView[];
  /** True where it was voided here and does not leave: the code of its QUEUED says why. */
  readonly keptBack: boolean;
  /** Proof of the first of these stages that the neighbour signed and that ends the question; null before. */
  readonly proof: ReceiptProof['out'] | null;
  readonly link: LinkSight;
}

export interface DeliveryCalls {
  'requests.delivery': {
    in: Authenticated & { readonly dispatch: DocumentId };
    out: DeliveryView;
  };
}

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
