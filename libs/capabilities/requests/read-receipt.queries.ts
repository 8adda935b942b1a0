import { Inject, Injectable } from '@nestjs/common';
import { SIDE } from '#capabilities/tokens';
import type { ReceiptProof } from './dispatches.contract.js';
import type { ReceiptAsked } from './documents.contract.js';
import type { Purpose, Side } from '#kernel';
import { ThreadsError } from '#threads';
import { Cases } from '#capabilities/cases';
import { receiptShown } from '#capabilities/audit/views.events';
import { officerContext } from './read-thread.queries.js';
import type { Session } from '#access';
import { Journal } from '#journal';
import { Mailbox } from '#mailbox';
import { Store } from '#store';

/** For any purpose: also of a data protection officer. */
type Asked = Omit<ReceiptAsked, 'purpose'> & { readonly purpose: Purpose };

/**
 * Proof of one receipt of the peer for an officer who believes nobody: the exact statement that brought it, and our
 * envelope of the message it is about. The statement may also hold receipts of other messages of the link; they name
 * opaque ids and hashes, no case.
 */
@Injectable()
export class ReadReceipt {
  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    @Inject(SIDE) private readonly side: Side,
  ) {}

  /** @throws ThreadsError NOT_FOUND: no such thread, dispatch or receipt for this authority; NOT_ON_ROSTER */
  run(session: Session, asked: Asked): Promise<ReceiptProof> {
    return this.store.transaction(officerContext(session, 'read-receipt'), async (tx) => {
      const { purpose } = asked;
      const thread = await this.cases.find(tx, asked.thread);
      if (thread?.side !== this.side) throw new ThreadsError('NOT_FOUND');
      this.cases.requireRoster(thread);
      const [dispatch] = await this.cases.dispatchesById(tx, [asked.dispatch]);
      if (dispatch?.thread !== thread.id) throw new ThreadsError('NOT_FOUND');
      const proof = await this.mailbox.receipts.proof(tx, dispatch.id, asked.rseq);
      if (proof === undefined) throw new ThreadsError('NOT_FOUND');
      await this.journal.record(tx, receiptShown(thread, { session, purpose }, dispatch.id));
      return proof;
    });
  }
}
