import { createHash } from 'node:crypto';
import { parseSha256, parseSha512, type Sha256, type Sha512 } from '#kernel';

/** 64 hexadecimal digits, small letters. */
export const sha256 = (bytes: Uint8Array): Sha256 =>
  parseSha256(createHash('sha256').update(bytes).digest('hex'));

/** 128 hexadecimal digits, small letters. */
export const sha512 = (bytes: Uint8Array): Sha512 =>
  parseSha512(createHash('sha512').update(bytes).digest('hex'));

/** Bytes by their size and both hashes. */
export interface Hashes {
  /** Bytes. */
  readonly size: number;
  readonly sha256: Sha256;
  readonly sha512: Sha512;
}

/** Both hashes, so that neither is forgotten where bytes are named for years. */
export const hashesOf = (bytes: Uint8Array): Hashes => ({
  size: bytes.length,
  sha256: sha256(bytes),
  sha512: sha512(bytes),
});

/** Both hashes of bytes that come piece by piece. */
export class Hasher {
  readonly #sha256 = createHash('sha256');
  readonly #sha512 = createHash('sha512');
  #size = 0;

  update(bytes: Uint8Array): void {
    this.#sha256.update(bytes);
    this.#sha512.update(bytes);
    this.#size += bytes.length;
  }

  /** Hashes of all that came; nothing more may come. */
  end(): Hashes {
    return {
      size: this.#size,
      sha256: parseSha256(this.#sha256.digest('hex')),
      sha512: parseSha512(this.#sha512.digest('hex')),
    };
  }
}
