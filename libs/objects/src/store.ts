import { randomBytes } from 'node:crypto';
import { lstat, mkdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSha256, type Sha256, phrase } from '#kernel';
import { ObjectsError } from './errors.js';
import { DIRECTORY_MODE, syncDirectory, systemCode, translated } from './files.js';
import { layoutOf, layoutOfCiphertext, type Layout } from './format.js';

export interface ObjectStoreOptions {
  readonly directory: string;
  readonly maxSize: number;
  /** Bytes of the file system that stay free for the database and its log. */
  readonly reserve: number;
  readonly maxPartials: number;
}

export interface TemporaryFiles {
  readonly data: string;
  readonly tree: string;
}

const foldersIn = (directory: string): [temporary: string, incoming: string] => [
  join(directory, 'tmp'),
  join(directory, 'incoming'),
];

/**
 * Store of ciphertexts. An object is `<first two digits of root>/<root>`, its leaf hashes `<root>.tree`. `tmp/`: files being
 * written; `incoming/`: objects being received.
 */
export class ObjectStore {
  readonly temporary: string;
  readonly incoming: string;

  /** Opens the store without a look at its folder, which `prepare` made. @throws ObjectsError OBJECT_ARGUMENT_INVALID */
  constructor(readonly options: ObjectStoreOptions) {
    layoutOf(options.maxSize);
    if (!(options.reserve >= 0) || !(options.maxPartials >= 1))
      throw new ObjectsError('OBJECT_ARGUMENT_INVALID', phrase`reserve or maxPartials`);
    [this.temporary, this.incoming] = foldersIn(options.directory);
  }

  /**
   * Makes the folder of a new store, once. An opened store makes none: the folder of a disk that is not mounted would look
   * like a store without objects. @throws ObjectsError OBJECT_STORE_FAILED, OBJECT_STORE_FULL
   */
  static prepare(directory: string): Promise<void> {
    return translated(async () => {
      for (const path of foldersIn(directory))
        await mkdir(path, { recursive: true, mode: DIRECTORY_MODE });
      await syncDirectory(directory);
    });
  }

  /** Path of the complete ciphertext. Accepts only a valid hash, so that no path leaves the store's folder. */
  dataPath(root: Sha256): string {
    return join(this.shard(root), parseSha256(root));
  }

  treePath(root: Sha256): string {
    return `${this.dataPath(root)}.tree`;
  }

  partialPaths(root: Sha256): { data: string; state: string } {
    const path = join(this.incoming, parseSha256(root));
    return { data: `${path}.part`, state: `${path}.state` };
  }

  temporaryFiles(): TemporaryFiles {
    const path = join(this.temporary, randomBytes(16).toString('hex'));
    return { data: `${path}.part`, tree: `${path}.tree` };
  }

  /** Size and chunks of a complete object; undefined if there is none. @throws ObjectsError OBJECT_STORE_FAILED, OBJECT_CORRUPT */
  async find(root: Sha256): Promise<Layout | undefined> {
    const size = await this.fileSize(root);
    if (size === undefined) {
      await this.assertPrepared();
      return undefined;
    }
    try {
      return layoutOfCiphertext(size);
    } catch (error) {
      throw new ObjectsError('OBJECT_CORRUPT', phrase`size of the file`, error);
    }
  }

  async layout(root: Sha256): Promise<Layout> {
    const layout = await this.find(root);
    if (layout === undefined) throw new ObjectsError('OBJECT_UNKNOWN');
    return layout;
  }

  async free(): Promise<number> {
    const { bavail, bsize } = await translated(() => statfs(this.options.directory));
    return Math.max(0, bavail * bsize - this.options.reserve);
  }

  async ensureRoom(bytes: number): Promise<void> {
    if ((await this.free()) < bytes)
      throw new ObjectsError('OBJECT_STORE_FULL', phrase`reserve reached`);
  }

  /**
   * Moves finished and synced files to their final names: leaf hashes first, so that no object is visible without them.
   * Durable when the call returns.
   */
  async adopt(root: Sha256, files: TemporaryFiles): Promise<void> {
    const shard = this.shard(root);
    await translated(async () => {
      if ((await mkdir(shard, { recursive: true, mode: DIRECTORY_MODE })) !== undefined)
        await syncDirectory(this.options.directory);
      await rename(files.tree, this.treePath(root));
      await rename(files.data, this.dataPath(root));
      await syncDirectory(shard);
    });
  }

  /**
   * Removes an object, complete or incomplete; returns true if it was complete, otherwise false. To erase the content for
   * ever, also destroy the key.
   */
  async remove(root: Sha256): Promise<boolean> {
    const held = (await this.fileSize(root)) !== undefined;
    const partial = this.partialPaths(root);
    await translated(async () => {
      // The complete object first: it goes also where the other folder is missing. A crash in between leaves only what `sweep` removes.
      if (held) {
        for (const path of [this.dataPath(root), this.treePath(root)])
          await rm(path, { force: true });
        await syncDirectory(this.shard(root));
      }
      for (const path of [partial.state, partial.data]) await rm(path, { force: true });
      await syncDirectory(this.incoming);
    });
    return held;
  }

  /** True if a file of the object lies here, complete or not, or if nobody can tell. */
  async holds(root: Sha256): Promise<boolean> {
    const { data, state } = this.partialPaths(root);
    if (!(await this.isPrepared().catch(() => false))) return true;
    for (const path of [this.dataPath(root), this.treePath(root), data, state])
      try {
        await lstat(path);
        return true;
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') return true;
      }
    return false;
  }

  /** Fails where a missing file proves nothing, as its disk may not be mounted. @throws ObjectsError OBJECT_STORE_FAILED */
  async assertPrepared(): Promise<void> {
    if (!(await translated(() => this.isPrepared())))
      throw new ObjectsError('OBJECT_STORE_FAILED', phrase`the folder has no folder incoming`);
  }

  // A folder without this one is not the store: its disk is not mounted, or a copy of it is not whole.
  private async isPrepared(): Promise<boolean> {
    try {
      return (await stat(this.incoming)).isDirectory();
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return false;
      throw error;
    }
  }

  private async fileSize(root: Sha256): Promise<number | undefined> {
    return translated(async () => {
      try {
        return (await stat(this.dataPath(root))).size;
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return undefined;
        throw error;
      }
    });
  }

  private shard(root: Sha256): string {
    return join(this.options.directory, parseSha256(root).slice(0, 2));
  }
}
