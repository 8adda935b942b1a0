import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** An append-only file that never grows above `maxBytes`: `x.log` becomes `x.log.1`, that becomes `x.log.2`, ... */
export class RotatingFile {
  #fd: number;
  #size: number;

  constructor(
    readonly path: string,
    private readonly maxBytes = 10 * 1024 * 1024,
    private readonly keep = 2,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    this.#fd = openSync(path, 'a', 0o600);
    this.#size = fstatSync(this.#fd).size;
  }

  /** Written before it returns; a chunk larger than the bound is cut to it. */
  write(chunk: Uint8Array): void {
    if (this.#fd < 0) return;
    const bytes = chunk.subarray(0, this.maxBytes);
    if (this.#size > 0 && this.#size + bytes.length > this.maxBytes) this.#rotate();
    writeSync(this.#fd, bytes);
    this.#size += bytes.length;
  }

  close(): void {
    if (this.#fd < 0) return;
    closeSync(this.#fd);
    this.#fd = -1;
  }

  #rotate(): void {
    closeSync(this.#fd);
    rmSync(`${this.path}.${this.keep}`, { force: true });
    for (let i = this.keep - 1; i >= 1; i -= 1)
      moveIfThere(`${this.path}.${i}`, `${this.path}.${i + 1}`);
    moveIfThere(this.path, `${this.path}.1`);
    this.#fd = openSync(this.path, 'a', 0o600);
    this.#size = 0;
  }
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
