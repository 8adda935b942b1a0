import { phrase, type Detail } from '#kernel';
import { createHash, hash } from 'node:crypto';
import { TlogError } from './errors.js';

export const HASH_LENGTH = 32;
const LEAF = Uint8Array.of(0);
const NODE = 1;
const LONG = 16_384;

// Shared buffer, filled and hashed synchronously, so a node allocates only its result.
const nodeInput = new Uint8Array(1 + 2 * HASH_LENGTH);
nodeInput[0] = NODE;

export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

/** Hash of a leaf: SHA-256(0x00 || bytes) (RFC 6962, section 2.1). */
export function leafHash(bytes: Uint8Array): Uint8Array {
  // Long input is hashed without a copy; for a short leaf one call on a copy is faster.
  if (bytes.length > LONG) return createHash('sha256').update(LEAF).update(bytes).digest();
  return sha256(Buffer.concat([LEAF, bytes]));
}

/**
 * Hash of an inner node: SHA-256(0x01 || left || right) (RFC 6962, section 2.1). @throws TlogError HASH_INVALID unless both
 * have 32 bytes
 */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  assertHash(left, 'left');
  assertHash(right, 'right');
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_LENGTH);
  return sha256(nodeInput);
}

export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array(0));
}

export function assertHash(value: Uint8Array, name: Detail): void {
  if (value.length !== HASH_LENGTH)
    throw new TlogError('HASH_INVALID', phrase`${name} must have ${HASH_LENGTH} bytes`);
}

/** Compares bytes, not in constant time: hashes of a public tree are no secrets. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
