import { crc32 } from 'node:zlib';

export interface Member {
  readonly name: string;
  readonly content: Uint8Array;
}

export interface ReadMember extends Member {
  readonly crc: number;
}

/** Limits of a package, low enough to avoid ZIP64. `file`: maximum bytes of a file that is parsed as a whole. */
export const zipLimits = { members: 32_768, bytes: 2 ** 30, name: 200, file: 2 ** 25 } as const;

export const mimetype = 'application/vnd.etsi.asic-e+zip';

export class ZipFault extends Error {
  constructor(
    readonly code: 'ZIP_FORM' | 'ZIP_LIMIT' | 'MIMETYPE',
    readonly where: string,
  ) {
    super(`${code}: ${where}`);
  }
}

const localSize = 30;
const centralSize = 46;
const endSize = 22;
const date = 0x21;
const version = 10;

const form = /^(?!\.{1,2}(?:\/|$))[A-Za-z0-9@._-]+(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9@._-]+)*$/;

export const isMemberName = (name: string): boolean =>
  name.length <= zipLimits.name && form.test(name);

const isBulk = (name: string): boolean =>
  /^data\/messages\/[0-9]+\/(?:original\.pgp|attachments\/[0-9]+)$/.test(name);

/**
 * Returns the name if it is a valid member name, else `otherwise`. An invalid name may contain terminal control characters,
 * so findings must not print it.
 */
const shown = (name: string, otherwise: string): string => (isMemberName(name) ? name : otherwise);

export const memberOrder = (a: string, b: string): number => {
  if ((a === 'mimetype') !== (b === 'mimetype')) return a === 'mimetype' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
};

interface Header {
  readonly name: string;
  readonly crc: number;
  readonly size: number;
}

function localHeader({ name, crc, size }: Header): Buffer {
  const header = Buffer.alloc(localSize + name.length);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(date, 12);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(size, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(name.length, 26);
  header.write(name, localSize, 'latin1');
  return header;
}

function centralHeader({ name, crc, size }: Header, offset: number): Buffer {
  const header = Buffer.alloc(centralSize + name.length);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(version, 6);
  header.writeUInt16LE(date, 14);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(size, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(offset, 42);
  header.write(name, centralSize, 'latin1');
  return header;
}

function directoryOf(headers: readonly Header[], offset: number): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  for (const header of headers) {
    parts.push(centralHeader(header, at));
    at += localSize + header.name.length + header.size;
  }
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(endSize);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(headers.length, 8);
  end.writeUInt16LE(headers.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, end]);
}

function assertNames(names: readonly string[]): void {
  for (const [i, name] of names.entries()) {
    const before = names[i - 1];
    const follows = before === undefined ? name === 'mimetype' : memberOrder(before, name) < 0;
    if (!isMemberName(name) || !follows)
      throw new ZipFault('ZIP_FORM', shown(name, `name of member ${i + 1}`));
  }
  if (names.length > zipLimits.members) throw new ZipFault('ZIP_LIMIT', `${names.length} members`);
  if (names.length === 0) throw new ZipFault('ZIP_FORM', 'offset 0');
}

function assertSize({ name, size }: Pick<Header, 'name' | 'size'>): void {
  if (size > zipLimits.file && !isBulk(name)) throw new ZipFault('ZIP_LIMIT', name);
}

/**
 * Writes a ZIP archive in the only permitted encoding, with the members in fixed order. @throws ZipFault if a name or size is
 * outside the format
 */
export function writeZip(members: readonly Member[]): Buffer {
  const sorted = [...members].sort((a, b) => memberOrder(a.name, b.name));
  assertNames(sorted.map(({ name }) => name));
  const headers: Header[] = [];
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const { name, content } of sorted) {
    assertSize({ name, size: content.length });
    const header = { name, crc: crc32(content), size: content.length };
    headers.push(header);
    parts.push(localHeader(header), content);
    offset += localSize + name.length + content.length;
    if (offset > zipLimits.bytes) throw new ZipFault('ZIP_LIMIT', `offset ${offset}`);
  }
  const whole = Buffer.concat([...parts, directoryOf(headers, offset)]);
  if (whole.length > zipLimits.bytes) throw new ZipFault('ZIP_LIMIT', `${whole.length} bytes`);
  return whole;
}

function memberAt(bytes: Buffer, at: number): (Header & { readonly content: Buffer }) | undefined {
  if (at + localSize > bytes.length || bytes.readUInt32LE(at) !== 0x04034b50) return undefined;
  const size = bytes.readUInt32LE(at + 18);
  const begin = at + localSize + bytes.readUInt16LE(at + 26);
  if (begin + size > bytes.length) throw new ZipFault('ZIP_FORM', `offset ${at}`);
  const name = bytes.toString('latin1', at + localSize, begin);
  const header = { name, crc: bytes.readUInt32LE(at + 14), size };
  if (!isMemberName(name) || !localHeader(header).equals(bytes.subarray(at, begin)))
    throw new ZipFault('ZIP_FORM', shown(name, `offset ${at}`));
  return { ...header, content: bytes.subarray(begin, begin + size) };
}

function placeOf(headers: readonly Header[], within: number, offset: number): string {
  let at = 0;
  for (const { name } of headers) {
    at += centralSize + name.length;
    if (within < at) return name;
  }
  return `offset ${offset + within}`;
}

/**
 * Reads the only permitted ZIP encoding: no gap, no trailing byte, no other order. Contents are views of `input`; checksums
 * are not verified. @throws ZipFault
 */
export function readZip(input: Uint8Array): readonly ReadMember[] {
  if (input.length > zipLimits.bytes) throw new ZipFault('ZIP_LIMIT', `${input.length} bytes`);
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const members: (Header & { readonly content: Buffer })[] = [];
  let at = 0;
  for (let next = memberAt(bytes, at); next !== undefined; next = memberAt(bytes, at)) {
    members.push(next);
    if (members.length > zipLimits.members) throw new ZipFault('ZIP_LIMIT', `offset ${at}`);
    at += localSize + next.name.length + next.size;
  }
  assertNames(members.map(({ name }) => name));
  for (const member of members) assertSize(member);
  const expected = directoryOf(members, at);
  const rest = bytes.subarray(at);
  if (!expected.equals(rest)) {
    const differs = expected.findIndex((byte, i) => byte !== rest[i]);
    throw new ZipFault('ZIP_FORM', placeOf(members, differs < 0 ? expected.length : differs, at));
  }
  const [first] = members;
  const isRight = first?.content.equals(Buffer.from(mimetype)) === true;
  if (!isRight || crc32(mimetype) !== first.crc) throw new ZipFault('MIMETYPE', 'mimetype');
  return members.map(({ name, crc, content }) => ({ name, crc, content }));
}
