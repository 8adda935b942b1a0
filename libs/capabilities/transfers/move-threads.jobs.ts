import { isCoded, isKind, isSettled, type AuthorityId, type Document, phrase } from '#kernel';
import type { Cases } from '#capabilities/cases';
import {
  type DispatchRecord,
  type ThreadRecord,
  ExchangeError,
  signedDispatch,
  signedProofs,
} from '#threads';
import { transferDueSql } from './transfers.rows.js';
import { transferred, transferRefused } from '#capabilities/assignment/assignment.events';
import { dueIf } from '#store';
import { assertReceiver } from './receiver.rules.js';
import type { Journal } from '#journal';
import type { Fate, Mailbox } from '#mailbox';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { decodeDocument } from '#wire';

const batchSize = 16;

/**
 * True if the neighbour rejected the transfer notice with a code that is not settled (`isSettled`). Settled codes leave the
 * notice valid.
 */
const isRefused = ({ outcome, code }: Pick<Fate, 'outcome' | 'code'>): boolean =>
  outcome === 'REJECTED' && !isSettled(code);

/**
 * Moves threads to another authority; moves them back if the neighbour rejects the transfer notice. Verifies the notice's
 * signature again, because another service may be compromised.
 */
export class MoveThreads {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
  ) {}

  readonly due = dueIf(transferDueSql);

  run(): Promise<boolean> {
    return this.store.transaction({ step: 'move-threads' }, async (tx) => {
      const threads = await this.cases.transfer.due(tx, batchSize);
      if (threads.length === 0) return false;
      await this.trust.refresh(tx);
      for (const thread of threads)
        await (thread.movedBy === null ? this.move(tx, thread) : this.settle(tx, thread));
      return threads.length === batchSize;
      // Durable now: each moved thread, complete in one authority. The queue finds the rest.
    });
  }

  private async move(tx: Tx, thread: ThreadRecord): Promise<void> {
    try {
      const notice = await this.signedNotice(tx, thread);
      const to = notice.body.authority;
      await this.cases.transfer.move(tx, thread, to, notice.id);
      const { authority } = thread;
      await this.journal.recordEvent(tx, transferred(thread, authority, to, notice.from.officer));
    } catch (error) {
      if (!isCoded(error) || error.action === 'retry' || error.code.startsWith('STORE_'))
        throw error;
      await this.cases.transfer.stay(tx, thread);
      await this.journal.recordEvent(tx, transferRefused(thread, error.code));
    }
  }

  private async settle(tx: Tx, thread: ThreadRecord): Promise<void> {
    const { movedBy } = thread;
    const fate = movedBy === null ? undefined : await this.mailbox.outbox.fate(tx, movedBy);
    const [dispatch] = await this.cases.dispatchesById(tx, movedBy === null ? [] : [movedBy]);
    const stands = fate === undefined || !isRefused(fate) || this.cases.isErased(thread.id, thread);
    if (stands || dispatch === undefined) return this.cases.transfer.settled(tx, thread);
    const back = this.fromOf(thread, dispatch);
    await this.cases.transfer.move(tx, thread, back, null);
    await this.journal.recordEvent(tx, transferRefused(thread, fate.code ?? 'REJECTED'));
    await this.journal.recordEvent(tx, transferred(thread, thread.authority, back));
  }

  private fromOf(thread: ThreadRecord, notice: DispatchRecord): AuthorityId {
    return decodeDocument(this.cases.content(thread, notice).document).from.authority;
  }

  /**
   * Returns the sealing time of the transfer notice and the id of its signing event. @throws ExchangeError
   * TRANSFER_IMPOSSIBLE if the notice is not sealed, or refused by the neighbour
   */
  private async sealed(
    tx: Tx,
    { id }: DispatchRecord,
  ): Promise<{ readonly signedEvent: string | null; readonly sealedAt: Date }> {
    const fate = await this.mailbox.outbox.fate(tx, id);
    const { sealedAt = null, signedEvent = null, code } = fate ?? {};
    if (fate === undefined || sealedAt === null || isRefused(fate))
      throw new ExchangeError('TRANSFER_IMPOSSIBLE', code ?? phrase`not sealed`);
    return { sealedAt, signedEvent };
  }

  /**
   * Returns the verified transfer notice of a thread. @throws ExchangeError if the notice is missing, not sealed, about
   * another transfer, or signed in another authority; ThreadsError, SealError, TrustError
   */
  private async signedNotice(tx: Tx, thread: ThreadRecord): Promise<Document<'transfer-notice'>> {
    const dispatch = await this.cases.transfer.notice(tx, thread);
    if (dispatch === undefined) throw new ExchangeError('TRANSFER_IMPOSSIBLE', phrase`no notice`);
    const { signedEvent, sealedAt } = await this.sealed(tx, dispatch);
    const proofs = await signedProofs(tx, this.journal, signedEvent === null ? [] : [signedEvent]);
    const proof = proofs.get(signedEvent ?? '');
    const { trust, cases } = this;
    // Judged at the time of sealing: a later suspension of the signer does not void the notice.
    const { document } = await signedDispatch(
      { trust, cases },
      { thread, dispatch },
      proof,
      sealedAt,
    );
    if (
      !isKind(document, 'transfer-notice') ||
      document.thread !== thread.id ||
      document.body.authority !== thread.movingTo
    )
      throw new ExchangeError('TRANSFER_IMPOSSIBLE', phrase`another notice`);
    if (document.from.authority !== thread.authority) throw new ExchangeError('NOT_THE_SIGNER');
    assertReceiver(this.trust, thread, document.body.authority, sealedAt);
    return document;
  }
}
