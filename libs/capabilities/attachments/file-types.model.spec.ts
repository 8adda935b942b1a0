import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { mediaTypeOf, statedTypes, typeFlaw, typeHeadBytes } from './file-types.model.js';

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
    expect(String(typeFlaw({ name: 'x.pdf', mediaType: 'image/png' }, pdf))).toBe(
      'named .pdf, stated to be image/png',
    );
    expect(typeFlaw({ name: 'x.pdf', mediaType: 'text/html' }, pdf)).toBeDefined();
    expect(String(typeFlaw({ name: 'x.pdf', mediaType: plain }, program))).toBe(
      'not the bytes of application/pdf',
    );
    expect(String(typeFlaw({ name: 'x.pdf', mediaType: plain }, samples['png'] ?? program))).toBe(
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
        expect(String(flaw).length).toBeLessThan(120);
        expect(typeFlaw(entry, bytes.subarray(0, typeHeadBytes))).toEqual(flaw);
      }),
    );
  });
});

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
const box = (type: string, size = '00000020'): Buffer =>
  Buffer.concat([Buffer.from(size, 'hex'), latin(`${type}\0\0\0\0`)]);

describe('a genuine file', () => {
  it.each<[string, string, Buffer]>([
    ['x.pdf', 'application/x-pdf', latin('%PDF-1.4\n')],
    ['x.pdf', plain, latin('\xef\xbb\xbf%PDF-1.4\n')],
    ['x.pdf', plain, latin('\r\n \n%PDF-1.7\n%\0\x01')],
    ['x.pdf', plain, latin('\x1b%-12345X@PJL SET COPIES=1\r\n@PJL ENTER LANGUAGE=PDF\r\n%PDF-1.5')],
    ['x.jpg', 'image/pjpeg', Buffer.from('ffd8ffdb0043', 'hex')],
    ['x.jpeg', 'image/jpg', Buffer.from('ffd8ffe1', 'hex')],
    ['x.png', 'image/x-png', samples['png'] ?? program],
    ['x.zip', 'application/x-zip-compressed', samples['zip'] ?? program],
    ['x.zip', 'application/x-zip', Buffer.from('504b0506', 'hex')],
    // First part of a split archive.
    ['x.zip', plain, Buffer.from('504b0708504b0304', 'hex')],
    ['x.mp4', 'application/mp4', box('ftyp')],
    ['x.mp4', 'audio/mp4', box('ftyp')],
    ...['styp', 'moov', 'mdat', 'free', 'wide', 'skip'].map((type): [string, string, Buffer] => [
      'x.mp4',
      'video/mp4',
      box(type),
    ]),
    // More than a gigabyte of pictures in one file, with the size at the end.
    ['x.mp4', plain, Buffer.concat([box('mdat', '54686520'), Buffer.from('0000ffff', 'hex')])],
    ['x.mp4', plain, box('mdat', '00000001')],
    ['x.csv', 'application/vnd.ms-excel', latin('name;born\r\n')],
    ['x.csv', 'text/plain', latin('name;born\r\n')],
    ['x.csv', 'application/csv', latin('name;born\r\nA;1990\r\n\x1a')],
    ['x.csv', plain, latin('a\x1ab')],
    ['x.csv', plain, wide('nom;né\r\n')],
    ['x.txt', plain, wide('Κωνσταντίνος, 14 ώρες – Ўрал, ГРАНИЦА. Sınır, მაისი, حدود\r\n')],
    ['x.txt', plain, wide('Vu à Trieste.\r\n').swap16()],
    ['x.txt', plain, Buffer.concat([wide('\ufeff'), wide('国境 14:00\r\n')]).swap16()],
    ['x.txt', plain, latin('The free port.')],
    ['x.txt', plain, latin('A file of that kind begins with %PDF-1.7.')],
    ['x.txt', plain, wide(`${'é'.repeat(255)} and so on`)],
    ['x.json', 'text/json', latin('\xef\xbb\xbf{}')],
    // CSV has media types of other systems too.
    ['x.xls', 'application/vnd.ms-excel', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['x.m4a', 'audio/mp4', box('ftyp')],
    ['x.bin', 'application/mp4', latin('anything')],
  ])('%s as %s is taken', (name, mediaType, head) => {
    expect(typeFlaw({ name, mediaType }, head)).toBeUndefined();
  });
});

describe('what is none', () => {
  const noise = createHash('sha512').update('noise').digest();

  it.each<[string, string, Buffer]>([
    // A program that contains the start of a PDF.
    ['x.pdf', plain, Buffer.concat([program, latin('%PDF-1.7')])],
    ['x.pdf', plain, Buffer.concat([samples['jpg'] ?? program, latin('%PDF-1.7')])],
    ['x.pdf', plain, latin('%PD F-')],
    ['x.pdf', plain, Buffer.concat([Buffer.alloc(typeHeadBytes, ' '), latin('%PDF-1.7')])],
    ['x.mp4', 'video/mp4', latin('The free port.')],
    ['x.mp4', 'video/mp4', latin('Too wide a search.')],
    ['x.mp4', 'video/mp4', box('free').subarray(4)],
    ['x.mp4', 'video/mp4', box('fake')],
    ['x.zip', plain, latin('PK, see below')],
    ['x.txt', plain, latin('%PDF-1.7\n')],
    ['x.txt', plain, latin('\xef\xbb\xbf\n%PDF-1.7\n')],
    ['x.txt', plain, program],
    ['x.txt', plain, latin('a\0b')],
    ['x.csv', plain, wide('a\u0001')],
    ['x.csv', plain, wide('国境\r\n')],
    ['x.txt', plain, noise],
    ['x.txt', plain, Buffer.from('7f454c46020101000000000000000000', 'hex')],
    ['x.txt', plain, box('mdat')],
    // Synonyms of a media type are checked like the main name.
    ['scan', 'image/pjpeg', program],
    ['scan', 'application/x-zip-compressed', program],
    ['scan', 'text/json', program],
    ['x.pdf', 'application/vnd.ms-excel', latin('%PDF-1.7')],
    ['x.txt', 'application/vnd.ms-excel', latin('a;b')],
    ['x.txt', 'text/csv', latin('a;b')],
    ['x.jpg', 'image/x-png', samples['jpg'] ?? program],
    ['x.mp4', 'application/octet', box('ftyp')],
  ])('%s as %s is refused', (name, mediaType, head) => {
    expect(typeFlaw({ name, mediaType }, head)).toBeDefined();
  });
});

describe('what rules judge a file as', () => {
  it.each<[string, string, readonly string[]]>([
    ['x.jpg', 'image/jpeg', ['image/jpeg']],
    ['x.jpg', 'image/pjpeg', ['image/pjpeg', 'image/jpeg']],
    ['x.JPG ', plain, [plain, 'image/jpeg']],
    ['scan', 'image/pjpeg', ['image/pjpeg', 'image/jpeg']],
    ['x.csv', 'application/vnd.ms-excel', ['application/vnd.ms-excel', 'text/csv']],
    ['x.xls', 'application/vnd.ms-excel', ['application/vnd.ms-excel']],
    ['x.bin', plain, [plain]],
  ])('%s as %s', (name, mediaType, types) => {
    expect(statedTypes({ name, mediaType })).toEqual(types);
  });
});
