import { WireError } from './errors.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const forbiddenKeys = new Set(['__proto__', 'prototype', 'constructor']);

/** Serialises by RFC 8785: members sorted by UTF-16 code units, ECMAScript numbers, no white space. */
export function canonicalJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(write(value, 0));
}

const maxDepth = 64;

function write(value: unknown, depth: number): string {
  if (depth > maxDepth) throw new WireError('WIRE_TOO_DEEP');
  switch (typeof value) {
    case 'string':
      // A lone surrogate has no UTF-8 form (RFC 8785 section 3.2.2.2).
      if (/\p{Surrogate}/u.test(value))
        throw new WireError('WIRE_MALFORMED', 'lone surrogate in a string');
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value)) throw new WireError('WIRE_MALFORMED', 'number is not finite');
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'null' : writeComposite(value, depth);
    default:
      throw new WireError('WIRE_MALFORMED', `a ${typeof value} has no JSON form`);
  }
}

function writeComposite(value: object, depth: number): string {
  if (Array.isArray(value))
    return `[${Array.from(value, (item: unknown) => write(item, depth + 1)).join(',')}]`;
  const type = Object.prototype.toString.call(value);
  if (type !== '[object Object]')
    throw new WireError('WIRE_MALFORMED', `a ${type.slice(8, -1)} has no JSON form`);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  // JavaScript compares strings by UTF-16 code units, which is the order RFC 8785 asks for.
  members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([key, member]) => `${write(key, depth)}:${write(member, depth + 1)}`).join(',')}}`;
}

/**
 * Parses bytes that must be canonical JSON of an object: size and depth are checked before parsing; duplicate
 * members, white space, other number forms and other member orders are refused because re-encoding differs.
 */
export function parseCanonicalJson(
  bytes: Uint8Array,
  limits: { readonly bytes: number; readonly depth: number },
): Readonly<Record<string, unknown>> {
  if (bytes.length > limits.bytes)
    throw new WireError('WIRE_TOO_LARGE', `more than ${limits.bytes} bytes`);
  if (bytes[0] !== 0x7b) throw new WireError('WIRE_MALFORMED', 'must begin with {');
  refuseDepth(bytes, limits.depth);
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(utf8.decode(bytes), refuseKeys) as Record<string, unknown>;
  } catch (cause) {
    if (cause instanceof WireError) throw cause;
    throw new WireError('WIRE_MALFORMED', 'not JSON in UTF-8', cause);
  }
  if (!Buffer.from(canonicalJson(value)).equals(bytes))
    throw new WireError('WIRE_NOT_CANONICAL', 'JSON is not in the form of RFC 8785');
  return value;
}

function refuseKeys(key: string, value: unknown): unknown {
  if (forbiddenKeys.has(key)) throw new WireError('WIRE_MALFORMED', 'forbidden member name');
  return value;
}

function refuseDepth(bytes: Uint8Array, max: number): void {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (inString) {
      if (byte === 0x5c) i += 1;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > max) throw new WireError('WIRE_TOO_DEEP', `more than ${max} levels`);
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
}
