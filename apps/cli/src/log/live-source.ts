import type { LogSource, SourceNote } from '#custody';
import { encodeEntries, HASH_LENGTH, TILE_WIDTH } from '#tlog';
import { CliError } from '../errors.js';
import { cellOf, notesPath } from './layout.js';
import type { LogApi } from './log-api.js';
import { sizeIn } from './folder-source.js';

export async function liveSource(api: LogApi): Promise<LogSource> {
  const checkpoint = await api.checkpoint();
  const size = sizeIn(checkpoint);
  // The page of checkpoints names the witnesses, which the judge needs first.
  await api.notes(Math.max(0, size - 1));
  const leaves = new Leaves(api);
  const tiles = new Map<number, ReadonlyMap<number, Uint8Array>>();
  return {
    checkpoint,
    notes: () => notesOf(api, size),
    bundle: async (index, width) => {
      const taken = await leaves.readLeaves(index * TILE_WIDTH, width);
      return taken.length === 0 ? undefined : encodeEntries(taken);
    },
    tile: async ({ level, index, width }) => {
      let page = tiles.get(level);
      if (page?.has(index) !== true) {
        page = await api.tiles(level, index);
        tiles.set(level, page);
      }
      // The log may have grown: the tile may be longer now.
      return page.get(index)?.subarray(0, width * HASH_LENGTH);
    },
  };
}

async function* notesOf(api: LogApi, size: number): AsyncGenerator<SourceNote> {
  for (let above = 0; above < size;) {
    const notes = await api.notes(above);
    if (notes.length === 0) return;
    for (const { size: at, note, second } of notes) {
      if (at > size) return;
      yield { note, second, path: notesPath(cellOf(at)) };
      above = at;
    }
  }
}

class Leaves {
  #first = 0;
  #page: readonly Uint8Array[] = [];

  constructor(private readonly api: LogApi) {}

  async readLeaves(from: number, count: number): Promise<Uint8Array[]> {
    const taken: Uint8Array[] = [];
    while (taken.length < count) {
      const at = from + taken.length;
      if (at < this.#first || at >= this.#first + this.#page.length) {
        try {
          this.#page = await this.api.entries(at);
        } catch (error) {
          // A leaf missing in the database: the verdict names it.
          if (error instanceof CliError && error.code === 'CLI_ANSWER_INVALID') return taken;
          throw error;
        }
        this.#first = at;
      }
      const start = at - this.#first;
      taken.push(...this.#page.slice(start, start + count - taken.length));
    }
    return taken;
  }
}
