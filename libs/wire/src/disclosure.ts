import { createHash } from 'node:crypto';

/** Digest of an encoded disclosure: base64url of SHA-256 (RFC 9901, section 4.2.1). */
export const disclosureDigest = (encoded: string): string =>
  createHash('sha256').update(encoded, 'utf8').digest('base64url');

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads name and value from a disclosure: canonical base64url of a JSON list of salt, name and value. Undefined for any other
 * form.
 */
export function readDisclosure(
  encoded: string,
): { readonly name: string; readonly value: unknown } | undefined {
  const bytes = Buffer.from(encoded, 'base64url');
  if (bytes.toString('base64url') !== encoded) return undefined;
  try {
    const parts: unknown = JSON.parse(utf8.decode(bytes));
    if (!Array.isArray(parts) || parts.length !== 3 || typeof parts[1] !== 'string')
      return undefined;
    return { name: parts[1], value: parts[2] as unknown };
  } catch {
    // Neither UTF-8 nor JSON.
    return undefined;
  }
}
