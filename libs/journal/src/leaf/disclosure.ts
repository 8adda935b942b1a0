import { randomBytes } from 'node:crypto';
import { canonicalJson, disclosureDigest, readDisclosure } from '#wire';
import { JournalError } from '../errors.js';

/**
 * Salted value behind a digest of a leaf (RFC 9901, section 4.2.1). Once salt and value are destroyed, the digest reveals
 * nothing.
 */
export interface Disclosure {
  readonly name: string;
  readonly value: unknown;
  readonly encoded: string;
  readonly digest: string;
}

/** Makes a disclosure. Its salt of 128 random bits prevents guessing the value behind the digest. */
export function makeDisclosure(name: string, value: unknown): Disclosure {
  const salt = randomBytes(16).toString('base64url');
  const encoded = Buffer.from(canonicalJson([salt, name, value])).toString('base64url');
  return { name, value, encoded, digest: disclosureDigest(encoded) };
}

/** Opens an encoded disclosure. @throws JournalError LEAF_INVALID when malformed, or when no digest of the leaf matches */
export function openDisclosure(encoded: string, digests: readonly string[]): Disclosure {
  const digest = disclosureDigest(encoded);
  const read = readDisclosure(encoded);
  if (read === undefined || !digests.includes(digest))
    throw new JournalError('LEAF_INVALID', 'disclosure');
  return { ...read, encoded, digest };
}

/** Digest in a leaf, with its value if disclosed. A digest without a value is no error: the value may be lawfully erased. */
export type DigestView =
  | {
      readonly digest: string;
      readonly state: 'disclosed';
      readonly name: string;
      readonly value: unknown;
    }
  | { readonly digest: string; readonly state: 'withheld, digest present' };

export function digestViews(digests: readonly string[], encoded: readonly string[]): DigestView[] {
  const opened = new Map(
    encoded.map((each) => [disclosureDigest(each), openDisclosure(each, digests)]),
  );
  return digests.map((digest) => {
    const found = opened.get(digest);
    if (found === undefined) return { digest, state: 'withheld, digest present' };
    return { digest, state: 'disclosed', name: found.name, value: found.value };
  });
}
