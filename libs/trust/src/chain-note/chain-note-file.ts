import { TrustError } from '#chains';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceDurably } from '../durable-file.js';

const longest = 16 * 1024;

export interface SeenNote {
  readonly bytes: Buffer;
}

export const chainNoteOf = (headFile: string): string => join(dirname(headFile), 'chains');

/**
 * File outside the database with the length and last hash of each signed chain. It shows whether entries were removed from
 * the database. Only `audit` writes it.
 */
export class ChainNoteFile {
  #stamp = '';
  #seen: SeenNote | undefined;

  constructor(readonly path: string) {}

  /**
   * Returns the newest note; undefined if there is no file. Reads the file only after a change. @throws TrustError
   * TRUST_NOTE_INVALID if the file is too large
   */
  look(): SeenNote | undefined {
    const stat = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    if (stat === undefined) {
      this.#stamp = '';
      return (this.#seen = undefined);
    }
    if (stat.size > longest) throw new TrustError('TRUST_NOTE_INVALID', 'size');
    const stamp = [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' ');
    if (stamp === this.#stamp) return this.#seen;
    const bytes = read(this.path);
    // Removed between stat and read; the next call sees that.
    if (bytes === undefined) return (this.#seen = undefined);
    // A file replaced here has another stamp and is read again.
    this.#stamp = stamp;
    this.#seen = { bytes };
    return this.#seen;
  }

  /** Replaces the note durably. The caller must hold a database lock, so that only one process writes at a time. */
  write(note: Uint8Array): Promise<void> {
    return replaceDurably(this.path, note);
  }
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
