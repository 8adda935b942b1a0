import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { certificateBounds, packCertificate, unpackCertificate } from './packed.js';

describe('a certificate on its way', () => {
  it('is the same before and after', () => {
    const pdf = Buffer.from('%PDF-1.7 and more'.repeat(9_000));
    const packed = packCertificate(pdf);
    expect(packed.length).toBeLessThan(pdf.length / 10);
    expect(unpackCertificate(packed)).toEqual(pdf);
  });

  it('is none where it is not gzip, is cut off, or unfolds to more than it may', () => {
    const bomb = gzipSync(Buffer.alloc(certificateBounds.pdf + 1));
    expect(bomb.length).toBeLessThan(certificateBounds.packed);
    const cut = packCertificate(Buffer.from('words')).subarray(0, -3);
    for (const bytes of [Buffer.from('%PDF-1.7'), Buffer.alloc(0), cut, bomb])
      expect(unpackCertificate(bytes)).toBeUndefined();
  });
});
