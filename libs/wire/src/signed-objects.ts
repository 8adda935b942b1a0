import {
  documentLimits,
  entryLimits,
  parseDocument,
  parseEnvelope,
  parseLoginStatement,
  parseStatement,
  statementLimits,
  type Document,
  type Envelope,
  type LoginStatement,
  type Statement,
  phrase,
} from '#kernel';
import { parseEntry, type Entry } from '#capabilities/directory/directory.schema';
import { canonicalJson, parseCanonicalJson } from './canonical-json.js';
import { WireError } from './errors.js';

/**
 * Encodes and decodes signed objects within `Limits` of size (bytes) and depth. Verify a signature over the stored bytes,
 * never over a new encoding.
 */

interface Limits {
  readonly bytes: number;
  readonly depth: number;
}

const encode =
  <T extends object>(limits: Limits, check: (value: unknown) => T) =>
  (value: T): Uint8Array => {
    const bytes = canonicalJson(check(value));
    if (bytes.length > limits.bytes)
      throw new WireError('WIRE_TOO_LARGE', phrase`more than ${limits.bytes} bytes`);
    return bytes;
  };

function decode<T>(
  typ: string,
  limits: Limits,
  parse: (value: unknown) => T,
): (bytes: Uint8Array) => T {
  return (bytes) => {
    const value = parseCanonicalJson(bytes, limits);
    // A verifier takes only the type it expects: an envelope can never pass for a document.
    if (value['typ'] !== typ || value['v'] !== 1)
      throw new WireError('WIRE_VERSION_UNKNOWN', phrase`expected ${typ} of version 1`);
    return parse(value);
  };
}

const envelopeLimits = { bytes: 32 * 1024, depth: 6 } as const;

export const encodeDocument = encode<Document>(documentLimits, parseDocument);
export const decodeDocument = decode<Document>('liaise-document', documentLimits, parseDocument);
export const encodeEnvelope = encode<Envelope>(envelopeLimits, parseEnvelope);
export const decodeEnvelope = decode<Envelope>('liaise-envelope', envelopeLimits, parseEnvelope);
export const encodeStatement = encode<Statement>(statementLimits, parseStatement);
export const decodeStatement = decode<Statement>(
  'liaise-statement',
  statementLimits,
  parseStatement,
);
export const encodeEntry = encode<Entry>(entryLimits, parseEntry);
export const decodeEntry = decode<Entry>('liaise-directory-entry', entryLimits, parseEntry);

/** First line of a login statement. A document begins with `{`, so a signature over a login never passes for a document's. */
export const loginPrefix = 'liaise-login-v1\n';
const loginBytes = 2048;

export function encodeLogin(statement: LoginStatement): Uint8Array {
  const json = canonicalJson(parseLoginStatement(statement));
  return Buffer.concat([Buffer.from(loginPrefix, 'ascii'), json]);
}

export function decodeLogin(bytes: Uint8Array): LoginStatement {
  const prefix = Buffer.from(loginPrefix, 'ascii');
  if (bytes.length > loginBytes)
    throw new WireError('WIRE_TOO_LARGE', phrase`more than ${loginBytes} bytes`);
  if (!prefix.equals(bytes.subarray(0, prefix.length)))
    throw new WireError('WIRE_MALFORMED', phrase`not a login statement`);
  const json = bytes.subarray(prefix.length);
  return parseLoginStatement(parseCanonicalJson(json, { bytes: loginBytes, depth: 2 }));
}
