import { execFileSync } from 'node:child_process';
import { mkdirSync, openSync, closeSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const mib = 1024 * 1024;
const part = Buffer.alloc(mib, 1);

export class SmallDisk {
  #fd: number | undefined;

  private constructor(readonly path: string) {}

  static mount(path: string, sizeMib: number): SmallDisk {
    mkdirSync(path);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMib}m,mode=0711`, 'tmpfs', path]);
    return new SmallDisk(path);
  }

  get freeMib(): number {
    const { bavail, bsize } = statfsSync(this.path);
    return (bavail * bsize) / mib;
  }

  fillTo(freeMib: number): void {
    this.#fd ??= openSync(this.#filler, 'a');
    try {
      while (this.freeMib > freeMib) {
        const left = Math.ceil((this.freeMib - freeMib) * mib);
        writeSync(this.#fd, part.subarray(0, Math.min(part.length, left)));
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }

  empty(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
    rmSync(this.#filler, { force: true });
  }

  unmount(): void {
    this.empty();
    execFileSync('umount', ['--lazy', this.path]);
  }

  get #filler(): string {
    return join(this.path, 'filler');
  }
}
