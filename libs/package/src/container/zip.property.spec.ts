import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Member, mimetype, readZip, writeZip, ZipFault } from './zip.js';

const first = { name: 'mimetype', content: Buffer.from(mimetype) };
const name = fc
  .array(fc.stringMatching(/^[A-Za-z0-9@_-][A-Za-z0-9@._-]{0,9}$/), { minLength: 1, maxLength: 4 })
  .map((segments) => segments.join('/'))
  .filter((each) => each !== 'mimetype');
const members = fc
  .uniqueArray(fc.record({ name, content: fc.uint8Array({ maxLength: 200 }) }), {
    selector: (member) => member.name,
    maxLength: 12,
  })
  .map((rest) => [first, ...rest]);

const plain = (list: readonly Member[]): Record<string, string> =>
  Object.fromEntries(list.map((each) => [each.name, Buffer.from(each.content).toString('hex')]));

const isRead = (bytes: Uint8Array): boolean => {
  try {
    readZip(bytes);
    return true;
  } catch (error) {
    if (error instanceof ZipFault) return false;
    throw error;
  }
};

describe('any container', () => {
  it('is read as it was written, and written as it was read, in whatever order it was given', () => {
    fc.assert(
      fc.property(members, fc.integer(), (list, seed) => {
        const whole = writeZip(list);
        const turned = list.slice(1).sort((a, b) => (a.name.length * seed - b.name.length) % 7);
        expect(writeZip([...turned, first]).equals(whole)).toBe(true);
        const read = readZip(whole);
        expect(plain(read)).toEqual(plain(list));
        expect(writeZip(read).equals(whole)).toBe(true);
      }),
    );
  });

  it('is refused when its members stand in another order', () => {
    fc.assert(
      fc.property(members, fc.nat(), fc.nat(), (list, a, b) => {
        fc.pre(list.length > 2);
        const whole = writeZip(list);
        let at = 0;
        const parts = readZip(whole).map((each) => {
          const begin = at;
          at += 30 + each.name.length + each.content.length;
          return whole.subarray(begin, at);
        });
        const [i, j] = [a % parts.length, b % parts.length];
        fc.pre(i !== j);
        const swapped = parts.map((part, k) => parts[k === i ? j : k === j ? i : k] ?? part);
        expect(isRead(Buffer.concat([...swapped, whole.subarray(at)]))).toBe(false);
      }),
    );
  });

  it('is read when no bit outside of contents is turned over, and refused when one is', () => {
    fc.assert(
      fc.property(members, fc.nat(), (list, at) => {
        const whole = writeZip(list);
        const bit = at % (whole.length * 8);
        const turned = Buffer.from(whole);
        turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const inside = readZip(whole).some(({ name: named, content }) => {
          const begin = content.byteOffset - whole.byteOffset;
          return named !== 'mimetype' && bit >> 3 >= begin && bit >> 3 < begin + content.length;
        });
        expect(isRead(turned)).toBe(inside);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is never read from bytes of any kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(isRead(bytes)).toBe(false);
      }),
    );
  });
});
