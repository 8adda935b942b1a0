import { StampError } from './errors.js';

const deepest = 64;

/**
 * Asserts that every BER value lies within its parent and nothing follows the outermost value, because asn1js does not check
 * this. Allows indefinite lengths. @throws StampError STAMP_MALFORMED
 */
export function assertWellFormed(bytes: Uint8Array): void {
  if (endOf({ bytes, limit: bytes.length }, 0, 0) !== bytes.length) throw malformed();
}

/**
 * Counts the BER values in linear time. Used to limit input before parsing, because asn1js needs hundreds of bytes of memory
 * for each value.
 */
export function countValues(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; count += 1) {
    const constructed = ((bytes[at] ?? 0) & 0x20) !== 0;
    const first = bytes[at + 1] ?? 0;
    const size = first < 0x80 ? 0 : first & 0x7f;
    let length = first < 0x80 ? first : 0;
    for (let i = 0; i < Math.min(size, 5); i += 1) length = length * 256 + (bytes[at + 2 + i] ?? 0);
    at += 2 + size + (constructed ? 0 : length);
  }
  return count;
}

const malformed = (): StampError => new StampError('STAMP_MALFORMED', 'encoding');

interface Within {
  readonly bytes: Uint8Array;
  readonly limit: number;
}

function byteAt({ bytes, limit }: Within, at: number): number {
  const value = at < limit ? bytes[at] : undefined;
  if (value === undefined) throw malformed();
  return value;
}

function endOf(within: Within, from: number, depth: number): number {
  if (depth > deepest) throw malformed();
  const tag = byteAt(within, from);
  // Multi-byte tags do not occur here.
  if ((tag & 0x1f) === 0x1f) throw malformed();
  const constructed = (tag & 0x20) !== 0;
  if (byteAt(within, from + 1) === 0x80) {
    if (!constructed) throw malformed();
    return endOfOpen(within, from + 2, depth);
  }
  const { begin, length } = contentAt(within, from + 1);
  const end = begin + length;
  if (end > within.limit) throw malformed();
  const inner = { ...within, limit: end };
  let at = begin;
  while (constructed && at < end) at = endOf(inner, at, depth + 1);
  return end;
}

function endOfOpen(within: Within, from: number, depth: number): number {
  let at = from;
  while (byteAt(within, at) !== 0 || byteAt(within, at + 1) !== 0)
    at = endOf(within, at, depth + 1);
  return at + 2;
}

function contentAt(within: Within, at: number): { begin: number; length: number } {
  const first = byteAt(within, at);
  if (first < 0x80) return { begin: at + 1, length: first };
  if (first > 0x84) throw malformed();
  const begin = at + 1 + (first & 0x7f);
  let length = 0;
  for (let each = at + 1; each < begin; each += 1) length = length * 256 + byteAt(within, each);
  return { begin, length };
}
