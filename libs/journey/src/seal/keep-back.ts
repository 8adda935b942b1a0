import type { Cases } from '#capabilities/cases';
import { isCoded, type CodedError, type DocumentId } from '#kernel';
import type { Journal } from '#journal';
import { noteAside, type Mailbox, type QueuedDispatch } from '#mailbox';
import { signDetached, type PrivateKey } from '#seal';
import { StoreError, type Tx } from '#store';
import { isKeyFault } from '#trust';
import { revertVoided, type ThreadRecord } from '#threads';
import { voided } from '../events.js';
import type { One } from '../rows-fault.js';
import { sealFailed, type SetAside } from './set-aside.js';

export interface KeptBack {
  readonly row: QueuedDispatch;
  readonly refused: CodedError;
}

export async function orKept<T>(
  row: QueuedDispatch,
  judge: () => Promise<T>,
): Promise<T | KeptBack> {
  try {
    return await judge();
  } catch (error) {
    if (!isCoded(error) || error.action === 'retry' || error instanceof StoreError) throw error;
    return { row, refused: error };
  }
}

/** Postpones documents that cannot be sealed, if a key or this machine may be the cause. Otherwise voids the documents. */
export class KeepBack {
  constructor(
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly cases: Cases,
    private readonly aside: SetAside,
    private readonly signingKey: PrivateKey,
  ) {}

  async refused(
    tx: Tx,
    { row, refused }: KeptBack,
    thread: ThreadRecord | undefined,
    boundBy: DocumentId | undefined,
  ): Promise<void> {
    if (isKeyFault(refused) || (refused.code === 'STORAGE_CORRUPT' && !this.opens(thread))) {
      this.setAside(tx, row, refused);
      return;
    }
    const { code } = refused;
    const why = { code, boundBy: code === 'ATTACHMENT_KEPT' ? boundBy : undefined };
    await this.void(tx, row, why, thread);
  }

  async withoutDoomed(
    tx: Tx,
    rows: readonly QueuedDispatch[],
    one: One<QueuedDispatch> | undefined,
  ): Promise<readonly QueuedDispatch[]> {
    const doomed = rows.find(({ id }) => id === one?.doomed?.id);
    if (doomed === undefined) return rows;
    // Throws when this machine cannot sign at all, so no row is to blame.
    await signDetached(Uint8Array.of(0), this.signingKey, new Date());
    const isToBlame = this.aside.isToBlame(doomed, one?.error);
    // Remembered before the write: if that fails too, the row still does not stop the others.
    const code = this.aside.add(doomed, one?.error);
    if (!isToBlame) noteAside(tx, doomed.id, code);
    else await this.void(tx, doomed, { code: sealFailed }, await this.threadOf(tx, doomed));
    return rows.filter((row) => row !== doomed);
  }

  private setAside(tx: Tx, row: QueuedDispatch, error: unknown): void {
    noteAside(tx, row.id, this.aside.add(row, error));
  }

  private async void(
    tx: Tx,
    row: QueuedDispatch,
    { code, boundBy }: { readonly code: string; readonly boundBy?: DocumentId | undefined },
    thread: ThreadRecord | undefined,
  ): Promise<void> {
    this.mailbox.outbox.void(tx, row.id, code);
    await revertVoided(tx, { dispatches: [row.dispatch] });
    await this.journal.recordEvent(tx, voided(row, code, thread, boundBy));
  }

  private async threadOf(tx: Tx, { thread }: QueuedDispatch): Promise<ThreadRecord | undefined> {
    const [found] = await this.cases.threadsById(tx, [thread]);
    return found;
  }

  private opens(thread: ThreadRecord | undefined): boolean {
    try {
      return thread !== undefined && this.cases.key(thread).length > 0;
    } catch (error) {
      if (!isCoded(error)) throw error;
      return false;
    }
  }
}
