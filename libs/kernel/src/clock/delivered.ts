import { timestamp, type Timestamp } from '../ids.js';

export const skewMinutes = 5;
const skewMs = skewMinutes * 60_000;
/** Furthest time (ms) ahead of the receiver's clock at which a message may be sealed. */
const mostAheadMs = 24 * 3_600_000;

/**
 * Delivery time from both signatures: the receipt's, but no earlier than sealing less the permitted clock skew. Both States
 * compute the same instant.
 */
export function deliveredAt(received: Timestamp, sealedAt: Timestamp): Timestamp {
  const least = timestamp(new Date(Date.parse(sealedAt) - skewMs));
  return received < least ? least : received;
}

/**
 * Receipt time as the sender counts it, at most one day ahead. `plausible` is false when two correct clocks could not give
 * this time.
 */
export function countedReceipt(
  at: Timestamp,
  sealedAt: Timestamp,
  now: Date,
): { readonly at: Timestamp; readonly plausible: boolean } {
  const counted = deliveredAt(at, sealedAt);
  const ahead = Date.parse(counted) - now.getTime();
  return {
    at: ahead > mostAheadMs ? timestamp(now) : counted,
    plausible: counted === at && ahead <= skewMs,
  };
}
