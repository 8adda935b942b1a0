import { StampError } from './errors.js';

const deepest = 64;

/**
 * Requires that every value of a BER encoding lies wholly in the one around it and that nothing follows the outermost:
 * asn1js is lenient there, and what we keep others must be able to read. Lengths that are not definite are allowed, since
 * many authorities write them. @throws StampError STAMP_MALFORMED
 */
export function requireWellFormed(bytes: Uint8Array): void {
  if (endOf(bytes, 0, bytes.length, 0) !== bytes.length) throw malformed();
}

const malformed = (): StampError => new StampError('STAMP_MALFORMED', 'encoding');

/** Where the value that begins at `from` ends; it may not reach beyond `limit`. */
function endOf(bytes: Uint8Array, from: number, limit: number, depth: number): number {
  if (depth > deepest) throw malformed();
  const byte = (at: number): number => {
    const value = at < limit ? bytes[at] : undefined;
    if (value === undefined) throw malformed();
    return value;
  };
  const tag = byte(from);
  // Nothing here has a tag of more than one byte.
  if ((tag & 0x1f) === 0x1f) throw malformed();
  const constructed = (tag & 0x20) !== 0;
  const first = byte(from + 1);
  let at = from + 2;
  if (first === 0x80) {
    if (!constructed) throw malformed();
    while (byte(at) !== 0 || byte(at + 1) !== 0) at = endOf(bytes, at, limit, depth + 1);
    return at + 2;
  }
  let length = first;
  if (first > 0x80) {
    if (first > 0x84) throw malformed();
    length = 0;
    for (const last = at + (first & 0x7f); at < last; at += 1) length = length * 256 + byte(at);
  }
  const end = at + length;
  if (end > limit) throw malformed();
  if (constructed) while (at < end) at = endOf(bytes, at, end, depth + 1);
  return end;
}
