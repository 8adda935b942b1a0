import { Injectable } from '@nestjs/common';
import type { DeliveryView } from './deliveries.contract.js';
import { linkSight, settledBy } from './deliveries.model.js';
import type { DocumentId } from '#kernel';
import { ThreadsError } from '#threads';
import { Cases } from '#capabilities/cases';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import type { Session } from '#access';
import { Mailbox } from '#mailbox';
import { Store } from '#store';

/**
 * Tells an officer what became of a document of the own hand: how far it is, the receipt with its proof, and whether the link is up. It
 * says no word of the document, so nothing is recorded: the officer asks it several times within seconds of signing.
 */
@Injectable()
export class ReadDelivery {
  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
  ) {}

  /** @throws ThreadsError NOT_FOUND, also for a document that somebody else signed */
  run(session: Session, id: DocumentId): Promise<DeliveryView> {
    return this.store.transaction(officerContext(session, 'read-delivery'), async (tx) => {
      const [head] = await this.cases.headsById(tx, [id]);
      if (head?.direction !== 'OUT' || head.officer !== session.officer)
        throw new ThreadsError('NOT_FOUND');
      const thread = await this.cases.find(tx, head.thread);
      if (thread === undefined) throw new ThreadsError('NOT_FOUND');
      const stages = (await this.mailbox.progress.stages(tx, [id])).get(id) ?? [];
      const rseq = settledBy(stages)?.receipt?.rseq;
      const proof =
        rseq === undefined ? undefined : await this.mailbox.receipts.proof(tx, id, rseq);
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
        proof: proof ?? null,
        link: linkSight(seen, seen?.now ?? new Date()),
      };
    });
  }
}
