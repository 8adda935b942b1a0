import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { aHash, bytesOf } from '../../../test/support/builders.js';
import { chainHead } from './chain.js';
import { sha256, sha512 } from './digest.js';

const hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const signed = (entry: string, ...signatures: string[]) => ({
  entry: bytesOf(entry),
  signatures: signatures.map(bytesOf),
});

describe('digest', () => {
  it('agrees with the examples of FIPS 180-4', () => {
    expect(sha256(bytesOf('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(sha512(bytesOf('abc'))).toBe(
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    );
  });
});

describe('chainHead', () => {
  it('is the hash of the outside canonical form of entry, prev, signatures, version', () => {
    const bytes = fc.uint8Array({ maxLength: 40 });
    const prev = fc.option(fc.string().map(aHash));
    fc.assert(
      fc.property(
        prev,
        fc.nat(),
        bytes,
        fc.array(bytes, { maxLength: 4 }),
        (p, version, entry, signatures) => {
          const expected = canonicalize({
            version,
            signatures: signatures.map(hex),
            prev: p,
            entry: hex(entry),
          });
          expect(chainHead(p, version, { entry, signatures })).toBe(hex(bytesOf(String(expected))));
        },
      ),
    );
  });

  it('is fixed for ever for a known entry', () => {
    expect(chainHead(null, 0, signed('{}', 'signature'))).toBe(
      'a057334c8bed870e57349b0ceb9f6d585228b5cea2defd3ced22024ea02fba40',
    );
  });

  it('changes with every part: version, predecessor, entry, signatures and their order', () => {
    const heads = [
      chainHead(null, 0, signed('{}', 'a', 'b')),
      chainHead(null, 1, signed('{}', 'a', 'b')),
      chainHead(aHash('x'), 0, signed('{}', 'a', 'b')),
      chainHead(null, 0, signed('{"a":1}', 'a', 'b')),
      chainHead(null, 0, signed('{}', 'b', 'a')),
      chainHead(null, 0, signed('{}', 'a')),
      chainHead(null, 0, signed('{}', 'ab')),
      chainHead(null, 0, signed('{}')),
    ];
    expect(new Set(heads).size).toBe(heads.length);
  });
});
