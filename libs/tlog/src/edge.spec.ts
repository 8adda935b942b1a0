import * as fc from 'fast-check';
import { TileShelf, definedRoot, flipBit, someLeaves } from '../../../test/support/tlog.js';
import {
  type TreeEdge,
  appendLeaves,
  edgeFromTiles,
  emptyEdge,
  rootOfEdge,
  tilesForEdge,
} from './edge.js';
import { emptyRoot } from './hash.js';
import {
  TiledTree,
  consistencyProof,
  inclusionProof,
  rootFromTiles,
  tilesForConsistency,
  tilesForInclusion,
  tilesForRoot,
} from './proofs.js';
import { MemoryTree } from './tree.js';

const code = (of: string): RegExp => new RegExp(`^${of}(?::|$)`);
const TOTAL = 66_000;
const leaves = someLeaves(TOTAL);
const whole = new MemoryTree(leaves);
const keys = (tiles: readonly { level: number; index: number }[]): string[] =>
  tiles.map(({ level, index }) => `${level}/${index}`);

function grow(edge: TreeEdge, count: number, shelf: TileShelf): TreeEdge {
  let grown = edge;
  while (grown.size < edge.size + count) {
    const end = Math.min(edge.size + count, grown.size + 1_024);
    const result = appendLeaves(grown, leaves.slice(grown.size, end));
    shelf.put(result.tiles);
    grown = result.edge;
  }
  return grown;
}

const shelf = new TileShelf();
grow(emptyEdge(), TOTAL, shelf);

describe('appending', () => {
  it('leaf by leaf gives the defined root at every size', () => {
    let edge = emptyEdge();
    expect(rootOfEdge(edge)).toEqual(emptyRoot());
    for (let size = 1; size <= 600; size++) {
      const result = appendLeaves(edge, leaves.slice(size - 1, size));
      expect(result.size).toBe(size);
      expect(Buffer.compare(result.root, whole.root(size))).toBe(0);
      edge = result.edge;
    }
    expect(rootOfEdge(edge)).toEqual(definedRoot(leaves.slice(0, 600)));
  });

  it('in any batches, restored from tiles between them, gives the same roots', () => {
    const batches = fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 12 });
    fc.assert(
      fc.property(batches, (sizes) => {
        const stored = new TileShelf();
        let size = 0;
        for (const batch of sizes) {
          const edge = edgeFromTiles(size, stored.read);
          const result = appendLeaves(edge, leaves.slice(size, size + batch));
          stored.put(result.tiles);
          size += batch;
          expect(result.root).toEqual(whole.root(size));
          expect(rootFromTiles(size, stored.read)).toEqual(whole.root(size));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('restores an edge equal to the one that grew, reading only the partial tiles', () => {
    for (const size of [0, 1, 255, 256, 257, 511, 65_535, 65_536, 65_793, TOTAL]) {
      const stored = new TileShelf();
      const grown = grow(emptyEdge(), size, stored);
      const restored = edgeFromTiles(size, stored.read);
      expect(stored.asked).toEqual(keys(tilesForEdge(size)));
      expect(rootOfEdge(restored)).toEqual(whole.root(size));
      const next = leaves.slice(0, 300);
      expect(appendLeaves(restored, next)).toEqual(appendLeaves(grown, next));
    }
  });

  it('names each changed tile once, at the widths of the specification', () => {
    const edge = grow(emptyEdge(), 65_000, new TileShelf());
    const { tiles } = appendLeaves(edge, leaves.slice(65_000, 66_000));
    const named = tiles.map(({ level, index, width }) => [level, index, width]);
    expect(named).toEqual([
      [0, 253, 256],
      [0, 254, 256],
      [0, 255, 256],
      [0, 256, 256],
      [0, 257, 208],
      [1, 0, 256],
      [1, 1, 1],
      [2, 0, 1],
    ]);
    for (const tile of tiles) expect(tile.hashes).toHaveLength(tile.width * 32);
    expect(appendLeaves(edge, []).tiles).toEqual([]);
  });

  it('stores no partial tile that would be empty', () => {
    const { tiles } = appendLeaves(emptyEdge(), leaves.slice(0, 256));
    expect(tiles.map(({ level, width }) => [level, width])).toEqual([
      [0, 256],
      [1, 1],
    ]);
  });

  it('leaves the given edge as it was, so that a rolled-back batch can be repeated', () => {
    const edge = grow(emptyEdge(), 1_000, new TileShelf());
    const first = appendLeaves(edge, leaves.slice(0, 600));
    appendLeaves(edge, leaves.slice(5_000, 5_700));
    expect(rootOfEdge(edge)).toEqual(whole.root(1_000));
    expect(appendLeaves(edge, leaves.slice(0, 600))).toEqual(first);
  });

  it('refuses oversized batches, other lengths and sizes beyond the safe integers', () => {
    const many = new Array<Uint8Array>(65_537).fill(emptyRoot());
    expect(() => appendLeaves(emptyEdge(), many)).toThrow(code('TREE_LIMIT_EXCEEDED'));
    expect(() => appendLeaves(emptyEdge(), [new Uint8Array(33)])).toThrow(code('HASH_INVALID'));
    const full = { ...emptyEdge(), size: Number.MAX_SAFE_INTEGER };
    expect(() => appendLeaves(full, [emptyRoot()])).toThrow(code('TREE_POSITION_INVALID'));
    expect(() => edgeFromTiles(-1, shelf.read)).toThrow(code('TREE_POSITION_INVALID'));
    expect(() => edgeFromTiles(3, () => new Uint8Array(64))).toThrow(code('TILE_INVALID'));
  });

  it('shows a damaged tile of the edge: the root is no longer the signed one', () => {
    const stored = new TileShelf();
    grow(emptyEdge(), 1_000, stored);
    for (const tile of tilesForEdge(1_000)) {
      const bytes = stored.read(tile);
      for (let bit = 0; bit < bytes.length * 8; bit += 101) {
        const damaged = edgeFromTiles(1_000, (t) =>
          t.level === tile.level ? flipBit(bytes, bit) : stored.read(t),
        );
        expect(Buffer.compare(rootOfEdge(damaged), whole.root(1_000))).not.toBe(0);
      }
    }
  });
});

describe('proofs from tiles', () => {
  const positions = fc
    .integer({ min: 1, max: TOTAL })
    .chain((size) => fc.tuple(fc.nat(size - 1), fc.constant(size)));

  it('are those of the tree in memory, and read exactly the announced tiles', () => {
    fc.assert(
      fc.property(positions, ([index, size]) => {
        shelf.asked.length = 0;
        const inclusion = inclusionProof(index, size, shelf.read);
        expect(inclusion).toEqual(whole.inclusionProof(index, size));
        expect([...shelf.asked].sort()).toEqual(keys(tilesForInclusion(index, size)).sort());
        shelf.asked.length = 0;
        const consistency = consistencyProof(index, size, shelf.read);
        expect(consistency).toEqual(whole.consistencyProof(index, size));
        expect([...shelf.asked].sort()).toEqual(keys(tilesForConsistency(index, size)).sort());
      }),
    );
  });

  it('need at most three tiles per level, each within the tree', () => {
    fc.assert(
      fc.property(positions, ([index, size]) => {
        const tiles = tilesForInclusion(index, size);
        expect(tiles.length).toBeLessThanOrEqual(9);
        for (const { level, index: i, width } of tiles)
          expect(i * 256 + width).toBeLessThanOrEqual(Math.floor(size / 256 ** level));
      }),
    );
  });

  it('read each tile once for many proofs of one checkpoint', () => {
    shelf.asked.length = 0;
    const tree = new TiledTree(2_000, shelf.read);
    for (let i = 0; i < 2_000; i++) tree.inclusionProof(i);
    tree.consistencyProof(777);
    expect(new Set(shelf.asked).size).toBe(shelf.asked.length);
    expect(tree.root()).toEqual(whole.root(2_000));
    expect(tree.root(300)).toEqual(whole.root(300));
    expect(() => tree.root(2_001)).toThrow(code('TREE_POSITION_INVALID'));
  });

  it('of a tile that is missing are refused', () => {
    expect(() => inclusionProof(5, 700, () => new Uint8Array(0))).toThrow(code('TILE_INVALID'));
    expect(tilesForRoot(70_000).map(({ level, width }) => [level, width])).toEqual([
      [2, 1],
      [1, 17],
      [0, 112],
    ]);
  });
});
