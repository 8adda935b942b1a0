import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const newline = 10;

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (const byte of bytes) if (byte === newline) lines += 1;
  return bytes.length > 0 && bytes.at(-1) !== newline ? lines + 1 : lines;
}

/**
 * Append-only log file of at most `maxBytes`, rotated to `x.log.1` and so on. Never throws; after a full disk, the next line
 * tells how many lines were lost.
 */
export class RotatingFile {
  #fd: number | undefined;
  #size = 0;
  #closed = false;
  #dropped = 0;
  #since = new Date(0);

  constructor(
    readonly path: string,
    private readonly maxBytes = 10 * 1024 * 1024,
    private readonly keep = 2,
    private readonly now: () => Date = () => new Date(),
  ) {
    try {
      this.#open();
    } catch {
      // The first write tries again, and counts what is lost.
    }
  }

  get dropped(): number {
    return this.#dropped;
  }

  write(chunk: Uint8Array): void {
    if (this.#closed) return;
    const bytes = chunk.subarray(0, this.maxBytes);
    let written = 0;
    try {
      if (this.#dropped > 0) this.#tellDropped();
      this.#append(bytes, (count) => {
        written += count;
      });
    } catch {
      if (this.#dropped === 0) this.#since = this.now();
      this.#dropped += Math.max(1, linesIn(bytes.subarray(written)));
      this.#release();
    }
  }

  close(): void {
    if (this.#closed) return;
    try {
      if (this.#dropped > 0) this.#tellDropped();
    } catch {
      // The disk is still full at the end of the process: the count is lost.
    }
    this.#closed = true;
    this.#release();
  }

  #tellDropped(): void {
    const note = {
      level: 40,
      time: this.now().toISOString(),
      dropped: this.#dropped,
      since: this.#since.toISOString(),
      msg: 'log lines were dropped: the disk did not take them',
    };
    // The previous line may have been cut: this note starts a new one.
    this.#append(Buffer.from(`\n${JSON.stringify(note)}\n`), () => undefined);
    this.#dropped = 0;
  }

  #append(bytes: Uint8Array, tell: (count: number) => void): void {
    if (this.#size > 0 && this.#size + bytes.length > this.maxBytes) this.#rotate();
    const fd = this.#fd ?? this.#open();
    for (let at = 0; at < bytes.length;) {
      const count = writeSync(fd, bytes, at);
      at += count;
      this.#size += count;
      tell(count);
    }
  }

  #open(): number {
    mkdirSync(dirname(this.path), { recursive: true });
    const fd = openSync(this.path, 'a', 0o600);
    this.#fd = fd;
    this.#size = fstatSync(fd).size;
    return fd;
  }

  #release(): void {
    const fd = this.#fd;
    this.#fd = undefined;
    if (fd === undefined) return;
    try {
      closeSync(fd);
    } catch {
      // A disk may report lost bytes only at close; they are counted with the next write.
    }
  }

  #rotate(): void {
    this.#release();
    rmSync(`${this.path}.${this.keep}`, { force: true });
    for (let i = this.keep - 1; i >= 1; i -= 1)
      moveIfThere(`${this.path}.${i}`, `${this.path}.${i + 1}`);
    moveIfThere(this.path, `${this.path}.1`);
    // Set before the new file is opened: if a full disk refuses it, the next write must not rotate again.
    this.#size = 0;
    this.#open();
  }
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
