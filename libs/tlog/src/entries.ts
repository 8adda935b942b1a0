import { phrase } from '#kernel';
import { TlogError } from './errors.js';
import { TILE_WIDTH } from './tiles.js';

const MAX_ENTRY_BYTES = 65_535;
const LENGTH_BYTES = 2;

/**
 * Encodes 1 to 256 entries, each after its length as a big-endian 16-bit number (tlog-tiles). @throws TlogError
 * TREE_LIMIT_EXCEEDED if an entry has more than 65,535 bytes, ENTRY_BUNDLE_INVALID for another number of entries
 */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  assertCount(entries.length);
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > MAX_ENTRY_BYTES)
        throw new TlogError(
          'TREE_LIMIT_EXCEEDED',
          phrase`an entry has at most ${MAX_ENTRY_BYTES} bytes`,
        );
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

export function decodeEntries(bundle: Uint8Array): Uint8Array[] {
  const bytes = Buffer.from(bundle);
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + LENGTH_BYTES > bytes.length) throw cut();
    const start = at + LENGTH_BYTES;
    at = start + bytes.readUInt16BE(at);
    if (at > bytes.length) throw cut();
    entries.push(bytes.subarray(start, at));
    assertCount(entries.length);
  }
  assertCount(entries.length);
  return entries;
}

function cut(): TlogError {
  return new TlogError('ENTRY_BUNDLE_INVALID', phrase`the last entry is cut`);
}

function assertCount(count: number): void {
  if (count < 1 || count > TILE_WIDTH)
    throw new TlogError('ENTRY_BUNDLE_INVALID', phrase`a bundle has 1 to ${TILE_WIDTH} entries`);
}
