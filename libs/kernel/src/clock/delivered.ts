import { timestamp, type Timestamp } from '../ids.js';

export const skewMinutes = 5;
const skewMs = skewMinutes * 60_000;
/** Maximum time (ms) by which a receipt may be ahead of `now`; a receipt further ahead counts as given at `now`. */
const mostAheadMs = 24 * 3_600_000;

/**
 * Delivery time: the time in the receipt, but not earlier than the time of sealing minus the permitted clock skew. Both
 * States get the same result, because both times are signed.
 */
export function deliveredAt(received: Timestamp, sealedAt: Timestamp): Timestamp {
  const least = timestamp(new Date(Date.parse(sealedAt) - skewMs));
  return received < least ? least : received;
}

/**
 * Time of a receipt as the message's sender counts it; more than one day ahead of `now` counts as `now`. `plausible` is false
 * when two correct clocks could not give that time.
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
