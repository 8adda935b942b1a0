import type { ScanGap } from '#capabilities/attachments/scans/scan.lists';

const local = 30;
const central = 46;
const end = 22;

/** Zip archive (APPNOTE 6.3) of one stored file named `a`, with checksums 0. Flag 1 marks the file as encrypted. */
export function archiveOf(content: Uint8Array, flags: number): Buffer {
  const zip = Buffer.alloc(local + 1 + content.length + central + 1 + end);
  zip.write('PK\x03\x04\x14', 0, 'latin1');
  zip.writeUInt16LE(flags, 6);
  zip.writeUInt32LE(content.length, 18);
  zip.writeUInt32LE(content.length, 22);
  zip.writeUInt16LE(1, 26);
  zip.write('a', local);
  zip.set(content, local + 1);
  const directory = local + 1 + content.length;
  zip.write('PK\x01\x02\x14\x00\x14', directory, 'latin1');
  zip.writeUInt16LE(flags, directory + 8);
  zip.writeUInt32LE(content.length, directory + 20);
  zip.writeUInt32LE(content.length, directory + 24);
  zip.writeUInt16LE(1, directory + 28);
  zip.write('a', directory + central);
  const last = directory + central + 1;
  zip.write('PK\x05\x06', last, 'latin1');
  zip.writeUInt16LE(1, last + 8);
  zip.writeUInt16LE(1, last + 10);
  zip.writeUInt32LE(central + 1, last + 12);
  zip.writeUInt32LE(directory, last + 16);
  return zip;
}

// Nesting deeper than the daemon's greatest MaxRecursion, 100. Larger, since the daemon finds embedded
// archives without descending.
const levels = 400;

/**
 * Unreadable test files, each with the `ScanGap` it must give. Scanned before each real file, because a restarted daemon may
 * have settings that pass unreadable files as clean.
 */
export const probes: readonly { readonly content: Buffer; readonly says: ScanGap }[] = [
  { content: archiveOf(Buffer.alloc(16), 1), says: 'ENCRYPTED' },
  {
    content: Array.from({ length: levels }).reduce<Buffer>(
      (inner) => archiveOf(inner, 0),
      Buffer.from('a'),
    ),
    says: 'OVER_LIMIT',
  },
];
