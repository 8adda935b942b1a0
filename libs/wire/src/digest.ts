import { createHash, hash } from 'node:crypto';
import { parseSha256, parseSha512, type Sha256, type Sha512 } from '#kernel';

export const sha256 = (bytes: Uint8Array): Sha256 => parseSha256(hash('sha256', bytes));

export const sha512 = (bytes: Uint8Array): Sha512 => parseSha512(hash('sha512', bytes));

export interface Hashes {
  readonly size: number;
  readonly sha256: Sha256;
  readonly sha512: Sha512;
}

export const hashesOf = (bytes: Uint8Array): Hashes => ({
  size: bytes.length,
  sha256: sha256(bytes),
  sha512: sha512(bytes),
});

export class Hasher {
  readonly #sha256 = createHash('sha256');
  readonly #sha512 = createHash('sha512');
  #size = 0;

  update(bytes: Uint8Array): void {
    this.#sha256.update(bytes);
    this.#sha512.update(bytes);
    this.#size += bytes.length;
  }

  end(): Hashes {
    return {
      size: this.#size,
      sha256: parseSha256(this.#sha256.digest('hex')),
      sha512: parseSha512(this.#sha512.digest('hex')),
    };
  }
}
