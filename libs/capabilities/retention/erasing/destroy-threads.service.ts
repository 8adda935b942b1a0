import {
  erasedFiles,
  erasedLately,
  eraseThread,
  remainsOf,
  type ErasedFiles,
  unusedOf,
} from './erase.rows.js';
import type { AuthorityId, DocumentId, Sha256, ThreadId } from '#kernel';
import { erased } from '#capabilities/audit/control.events';
import type { ErasureRecord, Journal } from '#journal';
import { forgetKept, keptSessionKeys } from '#mailbox';
import { ObjectsError, Transfers, type ObjectStore } from '#objects';
import type { Tx } from '#store';

// In memory; a round over all erasures finds the others.
const mostLeft = 10_000;

export class DestroyThreads {
  private readonly transfers = new Transfers();
  #before: ErasedFiles | null = null;
  readonly #left = new Set<Sha256>();

  constructor(
    private readonly journal: Journal,
    private readonly objects: Pick<ObjectStore, 'remove' | 'holds'>,
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
    const unused = await unusedOf(tx, roots);
    await this.transfers.remove(tx, unused);
    const authority = row?.authority ?? null;
    await this.journal.recordEvent(tx, erased(record, { authority, digests, keys: gone, again }));
    // Pending statements fail here and not at the commit.
    await tx.query('select 1 as one');
    return unused;
  }

  /**
   * Removes files. One that stays must not stop an erasure, because its key is destroyed: it is noted, and `destroyRests` names
   * it again. Returns the first failure.
   */
  async removeFiles(roots: readonly Sha256[]): Promise<ObjectsError | undefined> {
    let first: ObjectsError | undefined;
    for (const root of roots)
      try {
        await this.objects.remove(root);
        this.#left.delete(root);
      } catch (error) {
        if (!(error instanceof ObjectsError)) throw error;
        first ??= error;
        if (this.#left.size < mostLeft) this.#left.add(root);
      }
    return first;
  }

  /**
   * Deletes once more what belongs to recently erased threads: a transaction that ran during the erasure may have written
   * rows afterwards. Returns files that must be gone: of these threads, of the next erased ones, and what is left.
   */
  async destroyRests(tx: Tx, most: number): Promise<readonly Sha256[]> {
    const files = new Set(this.#left);
    for (const thread of await erasedLately(tx, most)) {
      const { dispatches, roots } = await remainsOf(tx, thread);
      await this.forget(tx, thread, dispatches);
      for (const root of roots) files.add(root);
    }
    // In turn over all erasures: a disk that failed, or a restored folder, may leave files of any.
    const next = await erasedFiles(tx, this.#before);
    this.#before = next.at(-1) ?? null;
    for (const root of next.flatMap(({ roots }) => roots)) files.add(root);
    return [...files];
  }

  /** Returns those of `roots` of which a file lies here. */
  async lyingHere(roots: readonly Sha256[]): Promise<Sha256[]> {
    const found: Sha256[] = [];
    for (const root of roots)
      if (await this.objects.holds(root)) found.push(root);
      else this.#left.delete(root);
    return found;
  }

  /** Returns those of `roots` that no key opens any more. */
  async unusedOf(tx: Tx, roots: readonly Sha256[]): Promise<Sha256[]> {
    const unused = new Set(await unusedOf(tx, roots));
    for (const root of roots) if (!unused.has(root)) this.#left.delete(root);
    return [...unused];
  }

  private async forget(tx: Tx, thread: ThreadId, dispatches: readonly DocumentId[]): Promise<void> {
    await this.journal.erasures.destroyDisclosures(tx, thread);
    await forgetKept(tx, dispatches);
    await eraseThread(tx, thread, dispatches);
  }
}
