import type { Sha256, Sha512 } from '#kernel';
import { hashesOf, type Hashes } from '#wire';

/** Part that bytes have in the event that names them; listed in `proto/custody-log.md`. */
export const objectRoles = [
  'document',
  'signature',
  'certificate',
  'envelope',
  'ciphertext',
  'attachment',
  'statement',
  'leaf',
  'checkpoint',
  'entry',
  'login',
  'note',
  'report',
  'token',
  'evidence',
  'package',
] as const;
export type ObjectRole = (typeof objectRoles)[number];

/** Bytes the event is about, by size and hashes. */
export interface EventObject extends Hashes {
  readonly role: ObjectRole;
}

/** Names bytes at hand. */
export const object = (role: ObjectRole, bytes: Uint8Array): EventObject => ({
  role,
  ...hashesOf(bytes),
});

/** Names bytes whose hashes are known, so that they are not hashed again. */
export const knownObject = (role: ObjectRole, { size, sha256, sha512 }: Hashes): EventObject => ({
  role,
  size,
  sha256,
  sha512,
});

/** Sealed bytes as rows of the carriage name them. */
export interface SealedHashes {
  readonly ciphertextSha256: Sha256;
  readonly ciphertextSha512: Sha512;
  /** Bytes. */
  readonly size: number;
}

/** Names sealed bytes by the row of the carriage that has their hashes. */
export const sealedObject = ({
  size,
  ciphertextSha256,
  ciphertextSha512,
}: SealedHashes): EventObject => ({
  ...{ role: 'ciphertext', size, sha256: ciphertextSha256, sha512: ciphertextSha512 },
});
