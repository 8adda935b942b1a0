import { phrase, type AuthorityId, type Side, type ThreadId } from '#kernel';
import { TrustError } from '#chains';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { StorageKey } from './key-ring.js';

/**
 * Layout of encrypted content (AES-256-GCM, NIST SP 800-38D): version (1 byte), random nonce (12), ciphertext, tag (16).
 * Random nonces allow 2^32 uses of one key.
 */
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const overhead = 1 + nonceBytes + tagBytes;
const keyBytes = 32;

/** Encrypts content. Only the same `label` decrypts it, so a ciphertext that was moved to another row does not decrypt. */
export function encryptContent(key: Uint8Array, label: string, content: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(label, 'utf8'));
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([Uint8Array.of(version), nonce, ciphertext, cipher.getAuthTag()]);
}

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

/** Makes the random key of one thread. Destroying the stored (wrapped) copy makes the thread's content unreadable. */
export const newThreadKey = (): Buffer => randomBytes(keyBytes);

export interface ThreadPlace {
  readonly id: ThreadId;
  readonly authority: AuthorityId;
  readonly side: Side;
}

const threadLabel = (
  { id, authority, side }: ThreadPlace,
  { compartment, epoch }: StorageKey,
): string => `thread-key:${compartment}:${epoch}:${authority}:${side}:${id}`;

export const wrapThreadKey = (
  threadKey: Uint8Array,
  place: ThreadPlace,
  storageKey: StorageKey,
): Buffer => encryptContent(storageKey.key, threadLabel(place, storageKey), threadKey);

/**
 * Unwraps a thread key. @throws TrustError STORAGE_CORRUPT for damaged bytes, and for a key that was wrapped for another
 * `place` or `storageKey`
 */
export function unwrapThreadKey(
  wrapped: Uint8Array,
  place: ThreadPlace,
  storageKey: StorageKey,
): Buffer {
  const key = decryptContent(storageKey.key, threadLabel(place, storageKey), wrapped);
  if (key.length !== keyBytes) throw new TrustError('STORAGE_CORRUPT', phrase`key length`);
  return key;
}
