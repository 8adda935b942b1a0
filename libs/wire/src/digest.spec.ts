import { createHash } from 'node:crypto';
import { hashesOf } from './digest.js';

describe('hashes of bytes', () => {
  it('are both, with the size', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('abc'), Buffer.alloc(70_000, 7)])
      expect(hashesOf(bytes)).toEqual({
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        sha512: createHash('sha512').update(bytes).digest('hex'),
      });
  });
});
