import * as fc from 'fast-check';
import { decodeEntries, encodeEntries } from './entries.js';
import { entryBundlePath, tileHashes, tilePath } from './tiles.js';

const code = (of: string): RegExp => new RegExp(`^${of}(?::|$)`);

describe('tile paths', () => {
  it.each([
    [0, 0, 256, 'tile/0/000'],
    [0, 273, 112, 'tile/0/273.p/112'],
    [1, 1_000, 256, 'tile/1/x001/000'],
    [2, 1_234_067, 1, 'tile/2/x001/x234/067.p/1'],
    [63, 999, 255, 'tile/63/999.p/255'],
  ])('level %i, index %i, width %i', (level, index, width, path) => {
    expect(tilePath(level, index, width)).toBe(path);
    const bundle = path.replace(/^tile\/\d+/, 'tile/entries');
    expect(entryBundlePath(index, width)).toBe(bundle);
  });

  it('refuses what the format cannot say', () => {
    for (const [level, index, width] of [
      [64, 0, 1],
      [-1, 0, 1],
      [0, -1, 1],
      [0, 0.5, 1],
      [0, 0, 0],
      [0, 0, 257],
    ] as const)
      expect(() => tilePath(level, index, width)).toThrow(code('TREE_POSITION_INVALID'));
  });

  it('refuses stored bytes that are too short, too long or not whole hashes', () => {
    const tile = { level: 0, index: 3, width: 2 };
    expect(tileHashes(new Uint8Array(64), tile)).toHaveLength(2);
    expect(tileHashes(new Uint8Array(8_192), tile)).toHaveLength(2);
    for (const length of [0, 32, 63, 65, 8_193, 8_224])
      expect(() => tileHashes(new Uint8Array(length), tile)).toThrow(code('TILE_INVALID'));
  });
});

describe('entry bundles', () => {
  it('come back byte for byte', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 256 });
    fc.assert(
      fc.property(entries, (list) => {
        const back = decodeEntries(encodeEntries(list));
        expect(back.map((e) => Array.from(e))).toEqual(list.map((e) => Array.from(e)));
      }),
    );
  });

  it('put a big-endian length before each entry', () => {
    const bundle = encodeEntries([Buffer.from('ab'), new Uint8Array(0), new Uint8Array(258)]);
    expect(Buffer.from(bundle.subarray(0, 8)).toString('hex')).toBe('0002616200000102');
  });

  it('are refused when cut, empty or above the limits', () => {
    const bundle = encodeEntries([Buffer.from('abc'), Buffer.from('d')]);
    for (const length of [0, 1, 2, 4, 6, 7])
      expect(() => decodeEntries(bundle.subarray(0, length))).toThrow(code('ENTRY_BUNDLE_INVALID'));
    expect(() => encodeEntries([])).toThrow(code('ENTRY_BUNDLE_INVALID'));
    expect(() => decodeEntries(new Uint8Array(2 * 257))).toThrow(code('ENTRY_BUNDLE_INVALID'));
    expect(() => encodeEntries([new Uint8Array(65_536)])).toThrow(code('TREE_LIMIT_EXCEEDED'));
  });
});
