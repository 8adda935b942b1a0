import { randomFillSync } from 'node:crypto';
import { type EventId, parseEventId } from '#kernel';

/** Most events of one batch: their place in it has twelve bits of the id. */
export const MAX_BATCH = 1_024;

/**
 * UUID version 7 (RFC 9562 section 5.7): 48 bits of milliseconds, in `rand_a` the microseconds within (section 6.2,
 * method 3), then 12 bits for the place within its batch, then 50 random bits. So ids sort by time, and by place.
 */
export function eventId(micros: number, place: number): EventId {
  const bytes = randomFillSync(Buffer.alloc(16));
  bytes.writeUIntBE(Math.floor(micros / 1_000), 0, 6);
  bytes.writeUInt16BE(0x7000 | Math.floor(((micros % 1_000) * 4_096) / 1_000), 6);
  // Variant 10, twelve bits of place, and the two random bits that are left of these two bytes.
  bytes.writeUInt16BE(0x8000 | (place << 2) | (bytes.readUInt16BE(8) & 3), 8);
  const hex = bytes.toString('hex');
  return parseEventId(
    [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
      '-',
    ),
  );
}
