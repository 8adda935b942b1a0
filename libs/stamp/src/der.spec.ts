import { describe, expect, it } from '@jest/globals';
import { childrenOf, type Node, parseDer } from './der.js';

const parsed = (bytes: Buffer): Node => parseDer(bytes, 10) as unknown as Node;

const named = (hash: Buffer): Buffer => Buffer.from([0x30, 0x22, 0x04, 0x20, ...hash]);

describe('children of a value', () => {
  it.each([
    ['an octet string', [0x04, 0x1e]],
    ['a sequence', [0x30, 0x1e]],
    ['an integer', [0x02, 0x1e]],
    ['anything else', [0xff, 0x00]],
  ])('are none of a hash that begins like %s', (_, begin) => {
    const hash = Buffer.alloc(32, 1);
    hash.set(begin);
    const [first, second] = childrenOf(parsed(named(hash)));
    expect([childrenOf(first), second]).toEqual([[], undefined]);
  });

  it('are those of a sequence, in their order', () => {
    const inside = childrenOf(parsed(Buffer.from('30060201010101ff', 'hex')));
    expect(inside.map(({ idBlock }) => idBlock.tagNumber)).toEqual([2, 1]);
  });
});
