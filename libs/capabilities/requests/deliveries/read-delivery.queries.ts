import { Injectable } from '@nestjs/common';
import type { DeliveryView } from './deliveries.contract.js';
import { linkSight, settledBy } from './deliveries.model.js';
import type { DocumentId, StageView } from '#kernel';
import { ThreadsError, type DispatchHead, type ThreadRecord } from '#threads';
import { Cases } from '#capabilities/cases';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import type { Session } from '#access';
import { Mailbox } from '#mailbox';
import { Store, type Tx } from '#store';

/**
 * Shows signers what became of their own documents: receipt, proof, state of the link. Not logged, because clients ask often
 * and see no content.
 */
@Injectable()
export class ReadDelivery {
  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
  ) {}

  /** @throws ThreadsError NOT_FOUND, also for documents of another signer */
  readDelivery(session: Session, id: DocumentId): Promise<DeliveryView> {
    return this.store.transaction(officerContext(session, 'read-delivery'), async (tx) => {
      const { head, thread } = await this.ownDocument(tx, session, id);
      const stages = (await this.mailbox.progress.stages(tx, [id])).get(id) ?? [];
      const proof = await this.proofOf(tx, id, stages);
      const seen = await this.mailbox.links.sight(tx, thread.linkId);
      return {
        dispatch: id,
        thread: thread.id,
        peer: thread.peer,
        peerAuthority: thread.peerAuthority,
        priority: thread.priority,
        messageId: head.messageId,
        stages,
        keptBack: await this.mailbox.outbox.isVoid(tx, id),
        proof,
        link: linkSight(seen, seen?.now ?? new Date()),
      };
    });
  }

  private async ownDocument(
    tx: Tx,
    { officer }: Session,
    id: DocumentId,
  ): Promise<{ readonly head: DispatchHead; readonly thread: ThreadRecord }> {
    const [head] = await this.cases.headsById(tx, [id]);
    if (head?.direction !== 'OUT' || head.officer !== officer) throw new ThreadsError('NOT_FOUND');
    const thread = await this.cases.find(tx, head.thread);
    if (thread === undefined) throw new ThreadsError('NOT_FOUND');
    return { head, thread };
  }

  private async proofOf(
    tx: Tx,
    id: DocumentId,
    stages: readonly StageView[],
  ): Promise<DeliveryView['proof']> {
    const rseq = settledBy(stages)?.receipt?.rseq;
    if (rseq === undefined) return null;
    return (await this.mailbox.receipts.proof(tx, id, rseq)) ?? null;
  }
}
