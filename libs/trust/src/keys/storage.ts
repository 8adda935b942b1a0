import { TrustError } from '#chains';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { AuthorityId, Side, ThreadId } from '#kernel';
import type { StorageKey } from './key-ring.js';

/**
 * Content at rest: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. Layout: version 1 (one byte), nonce (12),
 * ciphertext, tag (16). One thread key encrypts a few hundred values in its life, one storage key wraps the threads of
 * 30 days: both far from the 2^32 values up to which random nonces are safe.
 */
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const overhead = 1 + nonceBytes + tagBytes;
const keyBytes = 32;

/** The label is authenticated, not stored: a ciphertext moved to another row does not open there. */
export function encryptContent(key: Uint8Array, label: string, content: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(label, 'utf8'));
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([Uint8Array.of(version), nonce, ciphertext, cipher.getAuthTag()]);
}

/** @throws TrustError STORAGE_CORRUPT: changed, another label or another key */
export function decryptContent(key: Uint8Array, label: string, stored: Uint8Array): Buffer {
  if (stored.length < overhead || stored[0] !== version)
    throw new TrustError('STORAGE_CORRUPT', 'layout');
  const nonce = stored.subarray(1, 1 + nonceBytes);
  const tagAt = stored.length - tagBytes;
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(Buffer.from(label, 'utf8'));
    cipher.setAuthTag(stored.subarray(tagAt));
    const head = cipher.update(stored.subarray(1 + nonceBytes, tagAt));
    return Buffer.concat([head, cipher.final()]);
  } catch (cause) {
    throw new TrustError('STORAGE_CORRUPT', undefined, cause);
  }
}

/** A key of one thread; erasing its wrapped form erases the thread's content. */
export const newThreadKey = (): Buffer => randomBytes(keyBytes);

/** Place of a thread, in whose file it is: the key opens there alone, whatever the columns of its row are made to say. */
export interface ThreadPlace {
  readonly id: ThreadId;
  readonly authority: AuthorityId;
  readonly side: Side;
}

const threadLabel = (
  { id, authority, side }: ThreadPlace,
  { compartment, epoch }: StorageKey,
): string => `thread-key:${compartment}:${epoch}:${authority}:${side}:${id}`;

/** Bytes of `cases.thread.key_wrapped`, beside the epoch. */
export const wrapThreadKey = (
  threadKey: Uint8Array,
  place: ThreadPlace,
  storageKey: StorageKey,
): Buffer => encryptContent(storageKey.key, threadLabel(place, storageKey), threadKey);

/** @throws TrustError STORAGE_CORRUPT: also when the wrapped key is another thread's, or its row was moved */
export function unwrapThreadKey(
  wrapped: Uint8Array,
  place: ThreadPlace,
  storageKey: StorageKey,
): Buffer {
  const key = decryptContent(storageKey.key, threadLabel(place, storageKey), wrapped);
  if (key.length !== keyBytes) throw new TrustError('STORAGE_CORRUPT', 'key length');
  return key;
}
