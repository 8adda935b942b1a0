import { createHash } from 'node:crypto';
import { parseSha256, parseSha512, type Sha256, type Sha512 } from '#kernel';

/** 64 hexadecimal digits, small letters. */
export const sha256 = (bytes: Uint8Array): Sha256 =>
  parseSha256(createHash('sha256').update(bytes).digest('hex'));

/** 128 hexadecimal digits, small letters. */
export const sha512 = (bytes: Uint8Array): Sha512 =>
  parseSha512(createHash('sha512').update(bytes).digest('hex'));
