import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { formatVerifierKey, makeVerifier } from '#tlog';
import { parseRoots } from './roots.js';

const fingerprint = 'A'.repeat(40);
const hash = '0'.repeat(63) + '1';
const { publicKey } = generateKeyPairSync('ed25519');
const vkey = formatVerifierKey(makeVerifier('outside.example', publicKey, 'cosignature'));

describe('roots', () => {
  it('are read from lines of words', () => {
    const text = `# told by telephone\r\nroot XA ${fingerprint}\n\ntsa ${hash}\nwitness ${vkey}\nhead XA 3 ${hash}\n`;
    const roots = parseRoots(text);
    expect([...roots.states]).toEqual([['XA', fingerprint]]);
    expect([...roots.authorities]).toEqual([hash]);
    expect(roots.witnesses.map(formatVerifierKey)).toEqual([vkey]);
    expect([...roots.heads]).toEqual([['XA', { version: 3, head: hash }]]);
  });

  it.each([
    ['an unknown word', 'key XA'],
    ['a short fingerprint', 'root XA ABCD'],
    ['a word too many', `root XA ${fingerprint} x`],
    ['a State twice', `root XA ${fingerprint}\nroot XA ${fingerprint}`],
    ['a hash that is none', 'tsa 12'],
    ['two hashes in a line', `tsa ${hash} ${hash}`],
    ['a version that is none', `head XA 0 ${hash}`],
    ['a witness that is no key', 'witness x+1+y'],
  ])('are refused with %s', (_, text) => {
    expect(() => parseRoots(text)).toThrow('PACKAGE_ROOTS_INVALID');
  });
});
