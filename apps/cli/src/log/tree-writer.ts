import {
  appendLeaves,
  emptyEdge,
  encodeEntries,
  entryBundlePath,
  leafHash,
  rootOfEdge,
  type Tile,
  TILE_WIDTH,
  tilePath,
  type TreeEdge,
} from '#tlog';

export interface LogFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const tileFile = ({ level, index, width, hashes }: Tile): LogFile => ({
  path: tilePath(level, index, width),
  bytes: hashes,
});

/**
 * Makes the files of a growing log tree, without writing them. `addLeaves` returns files that became full, `edgeFiles` the
 * incomplete last files.
 */
export class TreeWriter {
  #open: Uint8Array[] = [];

  constructor(private edge: TreeEdge = emptyEdge()) {}

  get size(): number {
    return this.edge.size + this.#open.length;
  }

  root(): Uint8Array {
    return rootOfEdge(this.#grown().edge);
  }

  addLeaves(leaves: readonly Uint8Array[]): LogFile[] {
    const files: LogFile[] = [];
    for (const leaf of leaves) {
      this.#open.push(leaf);
      if (this.#open.length < TILE_WIDTH) continue;
      const { edge, tiles } = this.#grown();
      const bundle = Math.floor(this.edge.size / TILE_WIDTH);
      files.push(...tiles.filter(({ width }) => width === TILE_WIDTH).map(tileFile));
      // Last, so that a stored bundle implies stored tiles.
      files.push({ path: entryBundlePath(bundle), bytes: encodeEntries(this.#open) });
      this.edge = edge;
      this.#open = [];
    }
    return files;
  }

  edgeFiles(): LogFile[] {
    const { edge } = this.#grown();
    const tiles = edge.partial.flatMap((hashes, level): Tile[] => {
      const index = Math.floor(edge.size / TILE_WIDTH ** (level + 1));
      return hashes.length === 0
        ? []
        : [{ level, index, width: hashes.length, hashes: Buffer.concat(hashes) }];
    });
    const files = tiles.map(tileFile);
    if (this.#open.length === 0) return files;
    const bundle = Math.floor(this.edge.size / TILE_WIDTH);
    const bytes = encodeEntries(this.#open);
    return [...files, { path: entryBundlePath(bundle, this.#open.length), bytes }];
  }

  #grown(): ReturnType<typeof appendLeaves> {
    return appendLeaves(
      this.edge,
      this.#open.map((leaf) => leafHash(leaf)),
    );
  }
}
