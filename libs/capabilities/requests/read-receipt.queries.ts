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

type Asked = Omit<ReceiptAsked, 'purpose'> & { readonly purpose: Purpose };

/**
 * Gives officers the neighbour's statement that proves a receipt, with the document's envelope. Other receipts in the
 * statement show only ids and hashes.
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

  /**
   * Returns the proof of a receipt and logs that the officer read it. @throws ThreadsError NOT_FOUND if this authority has no
   * such thread, document or receipt; NOT_ON_ROSTER if the officer is not on the thread's access list
   */
  readReceipt(session: Session, asked: Asked): Promise<ReceiptProof> {
    return this.store.transaction(officerContext(session, 'read-receipt'), async (tx) => {
      const { purpose } = asked;
      const thread = await this.cases.find(tx, asked.thread);
      if (thread?.side !== this.side) throw new ThreadsError('NOT_FOUND');
      this.cases.assertOnAccessList(thread);
      const [dispatch] = await this.cases.dispatchesById(tx, [asked.dispatch]);
      if (dispatch?.thread !== thread.id) throw new ThreadsError('NOT_FOUND');
      const proof = await this.mailbox.receipts.proof(tx, dispatch.id, asked.rseq);
      if (proof === undefined) throw new ThreadsError('NOT_FOUND');
      await this.journal.recordEvent(tx, receiptShown(thread, { session, purpose }, dispatch.id));
      return proof;
    });
  }
}
