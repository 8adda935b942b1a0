import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mediaTypeOf, typeFlaw, typeHeadBytes } from './file-types.js';

const samples: Readonly<Record<string, Buffer>> = {
  pdf: Buffer.from('%PDF-1.7\n%\xe2\xe3', 'latin1'),
  jpg: Buffer.from('ffd8ffe000104a464946', 'hex'),
  png: Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
  zip: Buffer.from('504b0304140000000800', 'hex'),
  mp4: Buffer.from('000000206674797069736f6d', 'hex'),
  txt: Buffer.from('Vu à Trieste, 14 h.\r\n', 'latin1'),
  csv: Buffer.from('\ufeffnom;né\r\n', 'utf16le'),
  json: Buffer.from('{"a": 1}'),
};
const program = Buffer.from('4d5a90000300000004000000ffff0000', 'hex');
const plain = 'application/octet-stream';
const text = (ending: string): boolean => ['txt', 'csv', 'json'].includes(ending);
const endings = Object.keys(samples);

describe('what an attachment says it is, and what its bytes are', () => {
  it('agree for every type, by its ending in any case and by its media type alone', () => {
    for (const [ending, head] of Object.entries(samples))
      for (const name of [`x.${ending}`, `a.b.${ending.toUpperCase()}`, 'scan', 'x.bin'])
        expect([name, typeFlaw({ name, mediaType: mediaTypeOf(`.${ending}`) }, head)]).toEqual([
          name,
          undefined,
        ]);
  });

  it('differ for the bytes of every other type, whichever of both says it; nothing else is judged', () => {
    for (const ending of endings)
      for (const [other, head] of Object.entries({ ...samples, exe: program })) {
        if (other === ending || (text(other) && text(ending))) continue;
        const mediaType = mediaTypeOf(`.${ending}`);
        expect(typeFlaw({ name: `x.${ending}`, mediaType: plain }, head)).toBeDefined();
        expect(typeFlaw({ name: `x.${ending}. `, mediaType: plain }, head)).toBeDefined();
        expect(typeFlaw({ name: 'x', mediaType }, head)).toBeDefined();
        expect(typeFlaw({ name: 'x', mediaType: plain }, head)).toBeUndefined();
        expect(typeFlaw({ name: 'x.docx', mediaType: 'application/msword' }, head)).toBeUndefined();
      }
  });

  it('name and media type do not contradict each other', () => {
    const { pdf = program } = samples;
    expect(typeFlaw({ name: 'x.pdf', mediaType: 'image/png' }, pdf)).toBe(
      'named .pdf, stated to be image/png',
    );
    expect(typeFlaw({ name: 'x.pdf', mediaType: 'text/html' }, pdf)).toBeDefined();
    expect(typeFlaw({ name: 'x.pdf', mediaType: plain }, program)).toBe(
      'not the bytes of application/pdf',
    );
    expect(typeFlaw({ name: 'x.pdf', mediaType: plain }, samples['png'] ?? program)).toBe(
      'not the bytes of application/pdf, but of image/png',
    );
  });

  it('an empty file is text and nothing else; whatever the bytes, it is decided by the first of them', () => {
    for (const ending of endings)
      expect([
        ending,
        typeFlaw({ name: `x.${ending}`, mediaType: plain }, Buffer.alloc(0)) === undefined,
      ]).toEqual([ending, text(ending)]);
    const name = fc.oneof(fc.string(), fc.constantFrom(...endings.map((ending) => `.${ending}`)));
    const mediaType = fc.constantFrom(plain, ...endings.map((ending) => mediaTypeOf(`.${ending}`)));
    fc.assert(
      fc.property(name, mediaType, fc.uint8Array({ maxLength: 600 }), (said, type, bytes) => {
        const entry = { name: said, mediaType: type };
        const flaw = typeFlaw(entry, bytes);
        expect(flaw?.length ?? 1).toBeLessThan(120);
        expect(typeFlaw(entry, bytes.subarray(0, typeHeadBytes))).toBe(flaw);
      }),
    );
  });
});
