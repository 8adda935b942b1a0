import { timestamp, type Timestamp } from '../ids.js';

export const skewMinutes = 5;
const skewMs = skewMinutes * 60_000;
/** Maximum time (ms) by which a receipt may be ahead of `now`; a receipt further ahead counts as given at `now`. */
const mostAheadMs = 24 * 3_600_000;

/**
 * Delivery time: the receipt's time, but not earlier than 5 minutes before sealing. Both States compute the same, because
 * both times are signed.
 */
export function deliveredAt(received: Timestamp, sealedAt: Timestamp): Timestamp {
  const least = timestamp(new Date(Date.parse(sealedAt) - skewMs));
  return received < least ? least : received;
}

/**
 * Replaces a receipt time that is over 5 minutes before `sealedAt` or a day after `now`. `plausible`: false if replaced, or
 * over 5 minutes after `now`.
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
