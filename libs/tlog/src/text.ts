import { HASH_LENGTH } from './hash.js';

/** Standard base64 (RFC 4648 section 4), padded. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** The bytes, or undefined unless the text is the one canonical base64 of them: no second spelling of a signed value. */
export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? Uint8Array.from(bytes) : undefined;
}

/** A hash of the tree as a line of base64; undefined unless it is the canonical spelling of 32 bytes. */
export function fromHashLine(line: string): Uint8Array | undefined {
  const hash = fromBase64(line);
  return hash?.length === HASH_LENGTH ? hash : undefined;
}

/** A whole number as the formats write it: digits without leading zero, at most 2^53 - 1; undefined otherwise. */
export function fromDecimal(text: string): number | undefined {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** UTF-8 text, or undefined for bytes that are not valid UTF-8. A byte order mark is kept: it belongs to what is signed. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
