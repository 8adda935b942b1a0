import { phrase } from '#kernel';
import { WireError } from './errors.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const forbiddenKeys = new Set(['__proto__', 'prototype', 'constructor']);

const encoder = new TextEncoder();
const plain = /^[ !#-[\]-~]*$/;

/** Serialises by RFC 8785: members sorted by UTF-16 code units, numbers as in ECMAScript, no white space. @throws WireError */
export function canonicalJson(value: unknown): Uint8Array {
  return encoder.encode(write(value, 0));
}

const maxDepth = 64;

function write(value: unknown, depth: number, refused?: ReadonlySet<string>): string {
  if (depth > maxDepth) throw new WireError('WIRE_TOO_DEEP');
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value))
        throw new WireError('WIRE_MALFORMED', phrase`number is not finite`);
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'null' : writeComposite(value, depth, refused);
    default:
      throw new WireError('WIRE_MALFORMED', phrase`a ${typeof value} has no JSON form`);
  }
}

function writeString(value: string): string {
  if (plain.test(value)) return `"${value}"`;
  // A lone surrogate has no UTF-8 form (RFC 8785 section 3.2.2.2).
  if (/[\ud800-\udfff]/.test(value) && /\p{Surrogate}/u.test(value))
    throw new WireError('WIRE_MALFORMED', phrase`lone surrogate in a string`);
  return JSON.stringify(value);
}

function writeComposite(value: object, depth: number, refused?: ReadonlySet<string>): string {
  if (Array.isArray(value))
    return `[${Array.from(value, (item: unknown) => write(item, depth + 1, refused)).join(',')}]`;
  const type = Object.prototype.toString.call(value);
  if (type !== '[object Object]')
    throw new WireError('WIRE_MALFORMED', phrase`a ${type.slice(8, -1)} has no JSON form`);
  let members = '';
  // Without a comparison function: by UTF-16 code units, which is the order RFC 8785 asks for.
  for (const key of Object.keys(value).sort()) {
    const member: unknown = Reflect.get(value, key);
    if (member === undefined) continue;
    if (refused?.has(key) === true)
      throw new WireError('WIRE_MALFORMED', phrase`forbidden member name`);
    members += `${members === '' ? '' : ','}${writeString(key)}:${write(member, depth + 1, refused)}`;
  }
  return `{${members}}`;
}

/**
 * Parses a JSON object in canonical form (RFC 8785) and refuses any other spelling. Checks size and depth before parsing.
 * @throws WireError
 */
export function parseCanonicalJson(
  bytes: Uint8Array,
  limits: { readonly bytes: number; readonly depth: number },
): Readonly<Record<string, unknown>> {
  if (bytes.length > limits.bytes)
    throw new WireError('WIRE_TOO_LARGE', phrase`more than ${limits.bytes} bytes`);
  if (bytes[0] !== 0x7b) throw new WireError('WIRE_MALFORMED', phrase`must begin with {`);
  refuseDepth(bytes, limits.depth);
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(utf8.decode(bytes)) as Record<string, unknown>;
  } catch (cause) {
    throw new WireError('WIRE_MALFORMED', phrase`not JSON in UTF-8`, cause);
  }
  if (Buffer.compare(encoder.encode(write(value, 0, forbiddenKeys)), bytes) !== 0)
    throw new WireError('WIRE_NOT_CANONICAL', phrase`JSON is not in the form of RFC 8785`);
  return value;
}

function refuseDepth(bytes: Uint8Array, max: number): void {
  let depth = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (byte === quote) i = endOfString(bytes, i);
    else if (byte === 0x7b || byte === 0x5b) depth += 1;
    else if (byte === 0x7d || byte === 0x5d) depth -= 1;
    if (depth > max) throw new WireError('WIRE_TOO_DEEP', phrase`more than ${max} levels`);
  }
}

const quote = 0x22;
const backslash = 0x5c;

function endOfString(bytes: Uint8Array, begin: number): number {
  let at = begin + 1;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}
