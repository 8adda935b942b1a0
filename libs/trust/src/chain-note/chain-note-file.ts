import { TrustError } from '#chains';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceDurably } from '../durable-file.js';

const longest = 16 * 1024;

/** The note as it stood in the file; the same object as long as the file is the same. */
export interface SeenNote {
  readonly bytes: Buffer;
}

/** Where the note of the own chains lies: beside the head of the custody log, outside the database and its backups. */
export const chainNoteOf = (headFile: string): string => join(dirname(headFile), 'chains');

/**
 * Signed heads of the State's own chains, outside the database: entries that were removed from a chain are noticed by it, also
 * after a restart. `audit` alone writes it; every service reads it again whenever it has changed.
 */
export class ChainNoteFile {
  #stamp = '';
  #seen: SeenNote | undefined;

  constructor(readonly path: string) {}

  /** Costs one look at the file while it stays as it is. Undefined when there is none. @throws TRUST_NOTE_INVALID */
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
    // Removed between the two: the next look tells.
    if (bytes === undefined) return (this.#seen = undefined);
    // Should the file be replaced here, its stamp is another one and it is read once more.
    this.#stamp = stamp;
    this.#seen = { bytes };
    return this.#seen;
  }

  /** Durable when it returns. One writer at a time: its caller holds a lock in the database. */
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
