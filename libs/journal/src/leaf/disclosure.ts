import { randomBytes } from 'node:crypto';
import { canonicalJson, disclosureDigest, readDisclosure } from '#wire';
import { JournalError } from '../errors.js';

/** Value behind a digest of a leaf, formed as in RFC 9901, section 4.2.1. Destroying salt and value erases it. */
export interface Disclosure {
  readonly name: string;
  readonly value: unknown;
  readonly encoded: string;
  readonly digest: string;
}

/** Makes a disclosure with a salt of 128 random bits, against guessing the value behind its digest. */
export function makeDisclosure(name: string, value: unknown): Disclosure {
  const salt = randomBytes(16).toString('base64url');
  const encoded = Buffer.from(canonicalJson([salt, name, value])).toString('base64url');
  return { name, value, encoded, digest: disclosureDigest(encoded) };
}

/** Opens an encoded disclosure. @throws JournalError LEAF_INVALID when malformed or when no digest of the leaf matches */
export function openDisclosure(encoded: string, digests: readonly string[]): Disclosure {
  const digest = disclosureDigest(encoded);
  const read = readDisclosure(encoded);
  if (read === undefined || !digests.includes(digest))
    throw new JournalError('LEAF_INVALID', 'disclosure');
  return { ...read, encoded, digest };
}

/** Digest with its value, or without one after lawful erasure. A closed digest alone is never an error. */
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
