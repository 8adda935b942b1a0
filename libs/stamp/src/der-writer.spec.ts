import { describe, expect, it } from '@jest/globals';
import { childrenOf, type Node, parseDer } from './der.js';
import { der, integer, objectId, octetString, sequence, setOf } from './der-writer.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('values in DER', () => {
  it.each([
    ['1.2.840.113549.1.7.2', '06092a864886f70d010702'],
    ['1.2.840.113549.1.9.16.1.4', '060b2a864886f70d0109100104'],
    ['2.5.29.15', '0603551d0f'],
  ])('have the object identifier %s as others write it', (text, bytes) => {
    expect(hex(objectId(text))).toBe(bytes);
  });

  it.each([
    [0x7f, '047f'],
    [0x80, '048180'],
    [0xff, '0481ff'],
    [0x100, '04820100'],
    [0x1_0000, '0483010000'],
  ])('have a length of %i in as few bytes as it takes, and are read again', (size, begin) => {
    const bytes = octetString(Buffer.alloc(size, 7));
    expect(hex(bytes.subarray(0, begin.length / 2))).toBe(begin);
    const [inside] = childrenOf(parseDer(sequence(bytes), 10) as unknown as Node);
    expect(inside?.valueBeforeDecodeView.length).toBe(bytes.length);
  });

  it('stand in a set in the order of their bytes', () => {
    expect(hex(setOf(integer(2), integer(1), der(0x05)))).toBe('3108020101020102' + '0500');
  });
});
