import type { ThreadId } from '#kernel';
import { decryptContent, encryptContent } from '#trust';

export interface HandedOver {
  readonly id: string;
  readonly thread: ThreadId;
}

const threadLabel = ({ id, thread }: HandedOver): string => `package-thread-key:${id}:${thread}`;
const packageLabel = ({ id }: Pick<HandedOver, 'id'>): string => `package-key:${id}`;

export const wrapForPackage = (key: Uint8Array, of: HandedOver, secret: Uint8Array): Buffer =>
  encryptContent(secret, threadLabel(of), key);

/**
 * Decrypts a thread key handed to the evidence service. @throws TrustError STORAGE_CORRUPT if the key is damaged or belongs
 * to another thread or package
 */
export const unwrapForPackage = (wrapped: Uint8Array, of: HandedOver, secret: Uint8Array): Buffer =>
  decryptContent(secret, threadLabel(of), wrapped);

/** Encrypts a package's key under the key of its thread. Erasing the thread then also erases the package. */
export const wrapPackageKey = (
  key: Uint8Array,
  of: Pick<HandedOver, 'id'>,
  threadKey: Uint8Array,
): Buffer => encryptContent(threadKey, packageLabel(of), key);

export const unwrapPackageKey = (
  wrapped: Uint8Array,
  of: Pick<HandedOver, 'id'>,
  threadKey: Uint8Array,
): Buffer => decryptContent(threadKey, packageLabel(of), wrapped);
