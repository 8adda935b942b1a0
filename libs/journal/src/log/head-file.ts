import { readFile } from 'node:fs/promises';
import { type Checkpoint, type OpenedCheckpoint, openCheckpoint, type Verifier } from '#tlog';
import { replaceDurably, syncFolderOf } from '#trust';
import { JournalError } from '../errors.js';

/**
 * The newest signed checkpoint, outside the database: a database restored from an older copy is noticed by it. The file
 * is the signed note itself, so nobody without the log key can set it to another head. Keep it on another disk, and out
 * of the database's backups. One writer at a time: callers hold the sequencer's lock.
 */
export class HeadFile {
  /** The last head that was verified, with its exact bytes: the same bytes are not verified twice. */
  #known: { readonly bytes: Buffer; readonly head: OpenedCheckpoint } | undefined;

  /** `log`: the public key of this State's log. */
  constructor(
    readonly path: string,
    private readonly log: Verifier,
  ) {}

  /** Undefined when there is no file. LOG_HEAD_INVALID when it is not a checkpoint signed by the log. */
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

  /** The first head. LOG_HEAD_MOVED when there is one already. */
  async create(note: Uint8Array): Promise<void> {
    this.#open(note);
    if ((await this.read()) !== undefined) throw new JournalError('LOG_HEAD_MOVED', 'create');
    await replaceDurably(this.path, note);
  }

  /**
   * Moves from one head to the next, durable when it returns; done already counts as done. The caller has made sure that
   * the new tree continues the old one.
   * @throws JournalError LOG_HEAD_MOVED when the file holds another head than `from`, LOG_ROLLED_BACK when `note` is older
   */
  async advance(from: Checkpoint, note: Uint8Array): Promise<void> {
    const now = await this.read();
    const to = this.#open(note);
    if (now === undefined) throw new JournalError('LOG_HEAD_MISSING');
    if (same(now, to)) {
      // The rename of an attempt before may have been seen without being on disk.
      await syncFolderOf(this.path);
      return;
    }
    if (!same(now, from)) throw new JournalError('LOG_HEAD_MOVED', `${now.size} ${from.size}`);
    if (to.size <= now.size) throw new JournalError('LOG_ROLLED_BACK', `${to.size} ${now.size}`);
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
