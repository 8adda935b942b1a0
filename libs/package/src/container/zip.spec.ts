import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import {
  isMemberName,
  type Member,
  mimetype,
  readZip,
  writeZip,
  ZipFault,
  zipLimits,
} from './zip.js';

const members: readonly Member[] = [
  { name: 'mimetype', content: Buffer.from(mimetype) },
  { name: 'data/a.json', content: Buffer.from('{}') },
  { name: 'data/b/c.txt', content: Buffer.alloc(0) },
  { name: 'bagit.txt', content: Buffer.from('BagIt') },
];
const whole = writeZip(members);

const refusal = (bytes: Uint8Array): string => {
  try {
    readZip(bytes);
  } catch (error) {
    if (error instanceof ZipFault) return `${error.code} ${error.where}`;
    throw error;
  }
  return 'read';
};

const patched = (at: number, ...bytes: readonly number[]): Buffer => {
  const copy = Buffer.from(whole);
  for (const [i, byte] of bytes.entries()) copy[at + i] = byte;
  return copy;
};

const placeOf = (name: string): number => whole.indexOf(name) - 30;

function loose(parts: readonly Member[], gap = Buffer.alloc(0)): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of parts) {
    const header = Buffer.alloc(30 + name.length);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(10, 4);
    header.writeUInt16LE(0x21, 12);
    header.writeUInt32LE(crc32(content), 14);
    header.writeUInt32LE(content.length, 18);
    header.writeUInt32LE(content.length, 22);
    header.writeUInt16LE(name.length, 26);
    header.write(name, 30, 'latin1');
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(10, 4);
    header.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(offset, 42);
    entry.write(name, 46, 'latin1');
    local.push(header, Buffer.from(content), gap);
    central.push(entry);
    offset += header.length + content.length + gap.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

const byName = (a: Member, b: Member): number =>
  a.name === 'mimetype' ? -1 : b.name === 'mimetype' ? 1 : a.name < b.name ? -1 : 1;

const sorted = ['mimetype', 'bagit.txt', 'data/a.json', 'data/b/c.txt'].map((name) => {
  const found = members.find((member) => member.name === name);
  if (found === undefined) throw new Error(name);
  return found;
});

describe('the container', () => {
  it('is read as it was written, in its one order', () => {
    const read = readZip(whole);
    expect(read.map(({ name }) => name)).toEqual(sorted.map(({ name }) => name));
    for (const [i, { content, crc }] of read.entries()) {
      expect(Buffer.compare(content, sorted[i]?.content ?? Buffer.alloc(1))).toBe(0);
      expect(crc).toBe(crc32(content));
    }
    expect(loose(sorted).equals(whole)).toBe(true);
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'ZIP_FORM offset 0'],
    ['no ZIP at all', Buffer.from('evidence'), 'ZIP_FORM offset 0'],
    ['trailing bytes', Buffer.concat([whole, Buffer.alloc(1)]), /^ZIP_FORM/],
    ['bytes before it', Buffer.concat([Buffer.alloc(1), whole]), /^ZIP_FORM/],
    ['a missing end', whole.subarray(0, -1), /^ZIP_FORM/],
    ['another order', loose([sorted[0], sorted[2], sorted[1], sorted[3]] as Member[]), /^ZIP_FORM/],
    ['mimetype later', loose([sorted[1], sorted[0], sorted[2]] as Member[]), /^ZIP_FORM/],
    ['a gap', loose(sorted, Buffer.alloc(1)), /^ZIP_FORM/],
    ['one name twice', loose([...sorted, sorted[3]] as Member[]), 'ZIP_FORM data/b/c.txt'],
    ['no member', loose([]), 'ZIP_FORM offset 0'],
  ])('is refused with %s', (_, bytes, expected) => {
    expect(refusal(bytes)).toMatch(expected);
  });

  it.each([
    ['encryption', 6, 1],
    ['a data descriptor', 6, 8],
    ['a name in UTF-8', 7, 8],
    ['deflate', 8, 8],
    ['another version', 4, 20],
    ['another time', 10, 1],
    ['another date', 12, 0x22],
    ['another size', 22, 1],
    ['an extra field', 28, 4],
  ])('is refused with %s in a local header', (_, offset, value) => {
    expect(refusal(patched(placeOf('data/a.json') + offset, value))).toMatch(/^ZIP_FORM/);
  });

  it('is refused where both headers of a member differ, and names it', () => {
    const central = whole.lastIndexOf('data/a.json') - 46;
    for (const offset of [4, 6, 8, 10, 12, 14, 16, 20, 24, 30, 32, 34, 36, 38, 42])
      expect(refusal(patched(central + offset, (whole[central + offset] ?? 0) ^ 1))).toBe(
        'ZIP_FORM data/a.json',
      );
    expect(refusal(patched(whole.length - 2, 1, 0))).toMatch(/^ZIP_FORM offset/);
  });

  it('is refused without the mimetype of a package', () => {
    const other = [
      { name: 'mimetype', content: Buffer.from('application/zip') },
      ...sorted.slice(1),
    ];
    expect(refusal(writeZip(other))).toBe('MIMETYPE mimetype');
  });

  it('says where, and never in words that act on a terminal or that somebody chose', () => {
    const chosen = '\u001b[2J\u001b[H\u009bVALID: every check holds.\n\u001b[8m';
    const [first, ...rest] = sorted as [Member, ...Member[]];
    for (const name of [chosen, 'VALID: every check holds.', '\n', '..', 'data/\u0080']) {
      const strange = { name, content: Buffer.alloc(0) };
      expect(refusal(loose([strange, ...sorted]))).toBe('ZIP_FORM offset 0');
      expect(refusal(loose([first, strange, ...rest]))).toMatch(/^ZIP_FORM offset [0-9]+$/);
    }
  });

  it('is refused with a file that is read as text and longer than any, before somebody tries', () => {
    const long = Buffer.alloc(zipLimits.file + 1);
    const rest = sorted.slice(1);
    const [first] = sorted as [Member];
    for (const name of ['manifest-sha512.txt', 'data/custody/policy.txt'])
      expect(refusal(loose([first, { name, content: long }, ...rest].sort(byName)))).toBe(
        `ZIP_LIMIT ${name}`,
      );
    expect(refusal(loose([{ name: 'mimetype', content: long }, ...rest]))).toBe(
      'ZIP_LIMIT mimetype',
    );
    expect(() => writeZip([...sorted, { name: 'seal.asc', content: long }])).toThrow('ZIP_LIMIT');
    for (const name of ['data/messages/1/original.pgp', 'data/messages/7/attachments/12'])
      expect(readZip(writeZip([...sorted, { name, content: long }]))).toHaveLength(5);
  });

  it('leaves a changed content to the manifests: its checksums stand as they were', () => {
    const at = whole.indexOf('{}');
    const read = readZip(patched(at, 0x5b)).find(({ name }) => name === 'data/a.json');
    expect(read?.crc).not.toBe(crc32(read?.content ?? ''));
  });
});

describe('a name', () => {
  it.each([
    'mimetype',
    'META-INF/ASiCManifest002.xml',
    'data/keys/AB@receipt.asc',
    'data/a..b',
    'data/.x',
  ])('may be %s', (name) => {
    expect(isMemberName(name)).toBe(true);
  });

  it.each([
    '',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    'a/../b',
    './a',
    'a b',
    'ä',
    'a\\b',
    'a:b',
    'x'.repeat(201),
  ])('may not be %j', (name) => {
    expect(isMemberName(name)).toBe(false);
    expect(() => writeZip([...sorted, { name, content: Buffer.alloc(0) }])).toThrow(ZipFault);
  });
});
