import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { diskBounds, type DiskSpace } from '#runtime';

const mib = 1024 * 1024;
const reserveBytes = 64 * mib;
// Free bytes below which the database could soon not commit.
const releaseBelow = 32 * mib;

/**
 * File that reserves disk space for database commits. `look` deletes the file below 32 MiB free and makes the file again when
 * there is room.
 */
export class DiskReserve {
  constructor(
    readonly path: string,
    private readonly bytes = reserveBytes,
  ) {}

  look({ free }: Pick<DiskSpace, 'free'>): 'made' | 'released' | undefined {
    try {
      const held = this.#held();
      if (free < releaseBelow && held > 0) {
        rmSync(this.path, { force: true });
        return 'released';
      }
      if (held === this.bytes || free < diskBounds.roomAgain + this.bytes) return undefined;
      this.#make();
      return 'made';
    } catch {
      // The file cannot be removed, or the disk filled up again: the next look tries once more.
      return undefined;
    }
  }

  #held(): number {
    return statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
  }

  // Random bytes: a file system that compresses or leaves out zeros would reserve nothing.
  #make(): void {
    const fd = openSync(this.path, 'w', 0o600);
    try {
      for (let done = 0; done < this.bytes;) {
        const part = randomBytes(Math.min(mib, this.bytes - done));
        done += writeSync(fd, part);
      }
    } catch (error) {
      rmSync(this.path, { force: true });
      throw error;
    } finally {
      closeSync(fd);
    }
  }
}
