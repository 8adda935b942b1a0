import type { Sha256, Sha512 } from '#kernel';
import { hashesOf, type Hashes } from '#wire';

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

export interface EventObject extends Hashes {
  readonly role: ObjectRole;
}

export const object = (role: ObjectRole, bytes: Uint8Array): EventObject => ({
  role,
  ...hashesOf(bytes),
});

export const knownObject = (role: ObjectRole, { size, sha256, sha512 }: Hashes): EventObject => ({
  role,
  size,
  sha256,
  sha512,
});

export interface SealedHashes {
  readonly ciphertextSha256: Sha256;
  readonly ciphertextSha512: Sha512;
  readonly size: number;
}

export const sealedObject = ({
  size,
  ciphertextSha256,
  ciphertextSha512,
}: SealedHashes): EventObject => ({
  ...{ role: 'ciphertext', size, sha256: ciphertextSha256, sha512: ciphertextSha512 },
});
