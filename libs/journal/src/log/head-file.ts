import { phrase } from '#kernel';
import { readFile } from 'node:fs/promises';
import { type Checkpoint, type OpenedCheckpoint, openCheckpoint, type Verifier } from '#tlog';
import { replaceDurably, syncFolderOf } from '#trust';
import { JournalError } from '../errors.js';

/**
 * File with the newest signed checkpoint, outside database and backups. Reveals when an older copy replaced the database.
 * Callers hold the sequencer's lock.
 */
export class HeadFile {
  #known: { readonly bytes: Buffer; readonly head: OpenedCheckpoint } | undefined;

  constructor(
    readonly path: string,
    private readonly log: Verifier,
  ) {}

  async read(): Promise<OpenedCheckpoint | undefined> {
    let bytes: Buffer;
    try {
      bytes = await readFile(this.path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    return this.#open(bytes);
  }

  async create(note: Uint8Array): Promise<void> {
    this.#open(note);
    if ((await this.read()) !== undefined) throw new JournalError('LOG_HEAD_MOVED', 'create');
    await replaceDurably(this.path, note);
  }

  /**
   * Replaces checkpoint `from` in the file by `note`; nothing changes if `note` is already there. Callers must have proven
   * that `note` extends `from`. @throws JournalError LOG_HEAD_MISSING if there is no file; LOG_HEAD_MOVED if the file holds
   * another checkpoint; LOG_ROLLED_BACK if `note` is not larger
   */
  async advance(from: Checkpoint, note: Uint8Array): Promise<void> {
    const now = await this.read();
    const to = this.#open(note);
    if (now === undefined) throw new JournalError('LOG_HEAD_MISSING');
    if (same(now, to)) {
      // An earlier attempt's rename may be visible without being durable.
      await syncFolderOf(this.path);
      return;
    }
    if (!same(now, from))
      throw new JournalError('LOG_HEAD_MOVED', phrase`${now.size} ${from.size}`);
    if (to.size <= now.size)
      throw new JournalError('LOG_ROLLED_BACK', phrase`${to.size} ${now.size}`);
    await replaceDurably(this.path, note);
  }

  #open(bytes: Uint8Array): OpenedCheckpoint {
    if (this.#known?.bytes.equals(bytes) === true) return this.#known.head;
    try {
      const head = openCheckpoint(bytes, this.log);
      this.#known = { bytes: Buffer.from(bytes), head };
      return head;
    } catch (cause) {
      throw new JournalError('LOG_HEAD_INVALID', undefined, cause);
    }
  }
}

const same = (a: Checkpoint, b: Checkpoint): boolean =>
  a.size === b.size && Buffer.compare(a.root, b.root) === 0;
