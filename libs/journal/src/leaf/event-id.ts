import { randomFillSync } from 'node:crypto';
import { type EventId, parseEventId } from '#kernel';

export const MAX_BATCH = 1_024;

/**
 * Makes a UUID version 7 (RFC 9562, section 5.7) from the event's time and its place in the batch. Ids sort by time, then
 * place.
 */
export function eventId(micros: number, place: number): EventId {
  const bytes = randomFillSync(Buffer.alloc(16));
  bytes.writeUIntBE(Math.floor(micros / 1_000), 0, 6);
  bytes.writeUInt16BE(0x7000 | Math.floor(((micros % 1_000) * 4_096) / 1_000), 6);
  // Variant bits 10, twelve bits of place, two random bits.
  bytes.writeUInt16BE(0x8000 | (place << 2) | (bytes.readUInt16BE(8) & 3), 8);
  const hex = bytes.toString('hex');
  return parseEventId(
    [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
      '-',
    ),
  );
}
