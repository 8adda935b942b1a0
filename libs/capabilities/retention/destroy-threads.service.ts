import { erasedLately, eraseThread, remainsOf } from './erase.rows.js';
import type { AuthorityId, DocumentId, Sha256, ThreadId } from '#kernel';
import { erased } from '#capabilities/audit/control.events';
import type { ErasureRecord, Journal } from '#journal';
import { forgetKept, keptSessionKeys } from '#mailbox';
import { Transfers, type ObjectStore } from '#objects';
import type { Tx } from '#store';

export class DestroyThreads {
  private readonly transfers = new Transfers();

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

  async removeObjects(roots: readonly Sha256[]): Promise<void> {
    for (const root of roots) await this.objects.remove(root);
  }

  /**
   * Deletes once more what belongs to recently erased threads. A transaction that ran during the erasure may have written
   * rows afterwards.
   */
  async destroyRests(tx: Tx, most: number): Promise<void> {
    for (const thread of await erasedLately(tx, most)) {
      const { dispatches, roots } = await remainsOf(tx, thread);
      await this.forget(tx, thread, dispatches);
      await this.removeObjects(roots);
    }
  }

  private async forget(tx: Tx, thread: ThreadId, dispatches: readonly DocumentId[]): Promise<void> {
    await this.journal.erasures.destroyDisclosures(tx, thread);
    await forgetKept(tx, dispatches);
    await eraseThread(tx, thread, dispatches);
  }
}
