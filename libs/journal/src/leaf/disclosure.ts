import { randomBytes } from 'node:crypto';
import { canonicalJson, disclosureDigest, readDisclosure } from '#wire';
import { JournalError } from '../errors.js';

/** A value behind a digest of a leaf, in the form of RFC 9901 section 4.2.1. Who destroys salt and value has erased it. */
export interface Disclosure {
  readonly name: string;
  readonly value: unknown;
  /** base64url(JSON [salt, name, value]), exactly what was hashed. */
  readonly encoded: string;
  /** base64url(SHA-256(encoded)), as it stands in `sd` of the leaf. */
  readonly digest: string;
}

/** A salt of 128 bits: a digest of a guessable value tells nothing. */
export function makeDisclosure(name: string, value: unknown): Disclosure {
  const salt = randomBytes(16).toString('base64url');
  const encoded = Buffer.from(canonicalJson([salt, name, value])).toString('base64url');
  return { name, value, encoded, digest: disclosureDigest(encoded) };
}

/**
 * Reads an encoded disclosure that is to belong to one of the digests of a leaf.
 * @throws JournalError LEAF_INVALID when it belongs to none of them or is not of the form
 */
export function openDisclosure(encoded: string, digests: readonly string[]): Disclosure {
  const digest = disclosureDigest(encoded);
  const read = readDisclosure(encoded);
  if (read === undefined || !digests.includes(digest))
    throw new JournalError('LEAF_INVALID', 'disclosure');
  return { ...read, encoded, digest };
}

/** Value that a digest of a leaf stands for: shown, or kept back by lawful erasure. A digest alone is never an error. */
export type DigestView =
  | {
      readonly digest: string;
      readonly state: 'disclosed';
      readonly name: string;
      readonly value: unknown;
    }
  | { readonly digest: string; readonly state: 'withheld, digest present' };

/**
 * Every digest of a leaf with what is known of it.
 * @throws JournalError LEAF_INVALID for a disclosure that belongs to none of the digests
 */
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
