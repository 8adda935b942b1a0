import {
  erasedFiles,
  erasedLately,
  eraseThread,
  remainsOf,
  type ErasedFiles,
} from './erase.rows.js';
import type { AuthorityId, DocumentId, Sha256, ThreadId } from '#kernel';
import { erased } from '#capabilities/audit/control.events';
import type { ErasureRecord, Journal } from '#journal';
import { forgetKept, keptSessionKeys } from '#mailbox';
import { ObjectsError, Transfers, type ObjectStore } from '#objects';
import type { Tx } from '#store';

export class DestroyThreads {
  private readonly transfers = new Transfers();
  #removed: ErasedFiles | null = null;

  constructor(
    private readonly journal: Journal,
    private readonly objects: Pick<ObjectStore, 'remove'>,
  ) {}

  async destroy(tx: Tx, record: ErasureRecord, again: boolean): Promise<readonly Sha256[]> {
    const { thread } = record;
    const { keys, dispatches, roots } = await remainsOf(tx, thread);
    const [row] = await tx.query<{ authority: AuthorityId }>(
      'select authority from cases.thread where id = $1',
      [thread],
    );
    const digests = await this.journal.erasures.openable(tx, thread);
    const gone = [...keys, ...(await keptSessionKeys(tx, dispatches))];
    await this.journal.erasures.storeRecord(tx, record, digests, gone);
    await this.forget(tx, thread, dispatches);
    await this.transfers.remove(tx, roots);
    const authority = row?.authority ?? null;
    await this.journal.recordEvent(tx, erased(record, { authority, digests, keys: gone, again }));
    // Pending statements fail here and not at the commit.
    await tx.query('select 1 as one');
    return roots;
  }

  /**
   * Removes files. Returns what the object store could not do: a file that stays must not stop an erasure, and its key is
   * destroyed.
   */
  async removeObjects(roots: readonly Sha256[]): Promise<ObjectsError[]> {
    const failures: ObjectsError[] = [];
    for (const root of roots)
      try {
        await this.objects.remove(root);
      } catch (error) {
        if (!(error instanceof ObjectsError)) throw error;
        failures.push(error);
      }
    return failures;
  }

  /**
   * Deletes once more what belongs to recently erased threads: a transaction that ran during the erasure may have written
   * rows afterwards. Removes files that remain of the next erased threads, and returns the failures.
   */
  async destroyRests(tx: Tx, most: number): Promise<ObjectsError[]> {
    const files = new Set<Sha256>();
    for (const thread of await erasedLately(tx, most)) {
      const { dispatches, roots } = await remainsOf(tx, thread);
      await this.forget(tx, thread, dispatches);
      for (const root of roots) files.add(root);
    }
    // In turn over all erasures: a disk that failed, or a restored folder, may leave files of any.
    const next = await erasedFiles(tx, this.#removed, most);
    this.#removed = (next.length < most ? undefined : next.at(-1)) ?? null;
    for (const root of next.flatMap(({ roots }) => roots)) files.add(root);
    return this.removeObjects([...files]);
  }

  private async forget(tx: Tx, thread: ThreadId, dispatches: readonly DocumentId[]): Promise<void> {
    await this.journal.erasures.destroyDisclosures(tx, thread);
    await forgetKept(tx, dispatches);
    await eraseThread(tx, thread, dispatches);
  }
}
