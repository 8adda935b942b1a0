import type { ThreadId } from '#kernel';
import { decryptContent, encryptContent } from '#trust';

/** A package and its thread: a wrapped key opens for these two alone. */
export interface HandedOver {
  readonly id: string;
  readonly thread: ThreadId;
}

const threadLabel = ({ id, thread }: HandedOver): string => `package-thread-key:${id}:${thread}`;
const packageLabel = ({ id }: Pick<HandedOver, 'id'>): string => `package-key:${id}`;

/** Wraps the key of one thread under the secret of the hand-over. */
export const wrapForPackage = (key: Uint8Array, of: HandedOver, secret: Uint8Array): Buffer =>
  encryptContent(secret, threadLabel(of), key);

/** @throws TrustError STORAGE_CORRUPT, also for the key of another thread or package */
export const unwrapForPackage = (wrapped: Uint8Array, of: HandedOver, secret: Uint8Array): Buffer =>
  decryptContent(secret, threadLabel(of), wrapped);

/** Wraps the key of a package under that of its thread: erasing the one erases the other. */
export const wrapPackageKey = (
  key: Uint8Array,
  of: Pick<HandedOver, 'id'>,
  threadKey: Uint8Array,
): Buffer => encryptContent(threadKey, packageLabel(of), key);

/** @throws TrustError STORAGE_CORRUPT */
export const unwrapPackageKey = (
  wrapped: Uint8Array,
  of: Pick<HandedOver, 'id'>,
  threadKey: Uint8Array,
): Buffer => decryptContent(threadKey, packageLabel(of), wrapped);
