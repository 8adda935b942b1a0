import { timestamp, type Timestamp } from '../ids.js';

/** Two clocks may be so far apart, as for the time at which a document was composed. */
export const skewMinutes = 5;
const skewMs = skewMinutes * 60_000;
/** Longest time ahead of the receiver's clock at which a message may be sealed; a receipt is from a clock as far ahead at most. */
const mostAheadMs = 24 * 3_600_000;

/**
 * When a document counts as delivered, from what both States have signed of it: not before it was sealed, but for what two
 * clocks may differ. So both take the same instant, however far apart they are. Pure.
 */
export function deliveredAt(received: Timestamp, sealedAt: Timestamp): Timestamp {
  const least = timestamp(new Date(Date.parse(sealedAt) - skewMs));
  return received < least ? least : received;
}

/**
 * The instant that a receipt gives, as its reader takes it: as the receiver does, and never more than a day ahead. Implausible is what
 * two clocks that go right do not say. Pure.
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
