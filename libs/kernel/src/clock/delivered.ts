import { timestamp, type Timestamp } from '../ids.js';

export const skewMinutes = 5;
const skewMs = skewMinutes * 60_000;
/** Maximum time (ms) by which a message may be sealed ahead of the receiver's clock. */
const mostAheadMs = 24 * 3_600_000;

/**
 * Delivery time: the time in the receipt, but not earlier than the time of sealing minus the permitted clock skew. Both
 * States compute the same time from the two signatures.
 */
export function deliveredAt(received: Timestamp, sealedAt: Timestamp): Timestamp {
  const least = timestamp(new Date(Date.parse(sealedAt) - skewMs));
  return received < least ? least : received;
}

/**
 * Time of a receipt as the sender counts it; a time more than one day ahead of `now` counts as `now`. `plausible` is false
 * when two correct clocks could not give the receipt's time.
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
