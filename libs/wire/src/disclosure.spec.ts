import { describe, expect, it } from '@jest/globals';
import { disclosureDigest, readDisclosure } from './disclosure.js';

const encode = (json: string): string => Buffer.from(json).toString('base64url');
const good = encode('["c2FsdA","case","8"]');

describe('an encoded disclosure', () => {
  it('is a salt, a name and a value', () => {
    expect(readDisclosure(good)).toEqual({ name: 'case', value: '8' });
    expect(readDisclosure(encode('["c2FsdA","facts",{"a":[1]}]'))?.value).toEqual({ a: [1] });
  });

  it.each([
    ['another spelling of base64url', `${good}=`],
    ['a character above 255 with the low byte of the right one', good.replace('W', 'ŗ')],
    ['two parts', encode('["c2FsdA","case"]')],
    ['a name that is no text', encode('["c2FsdA",1,2]')],
    ['no JSON', encode('["c2FsdA"')],
    ['no UTF-8', Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]).toString('base64url')],
  ])('is not %s', (_, text) => {
    expect(readDisclosure(text)).toBeUndefined();
  });

  it('has a digest of all its characters, not of their low bytes', () => {
    expect(disclosureDigest(good.replace('W', 'ŗ'))).not.toBe(disclosureDigest(good));
  });
});
