import { timestamp, type LinkId, type Receipt } from '#model';
import type { Journal } from '#journal';
import type { LinkRow, Mailbox, ReceiptDue } from '#mailbox';
import { Transfers } from '#objects';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { canonicalJson } from '#wire';
import type { StatementSender } from './statement-sender.js';

/** Receipts in one statement; with leaf and proof each takes about two kibibytes. */
const batchSize = 32;
/** Reports of objects in one statement; each names at most 64 ranges. */
const reportsPerBatch = 32;

/**
 * Step 7: for facts whose leaf is released, gives each its receipt once, and sends what the peer has not acknowledged.
 * A batch with no receipts only tells the peer how far we have verified its own and how far its attachments are here;
 * nobody answers that.
 */
export class IssueReceipts {
  private readonly transfers = new Transfers();

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly sender: StatementSender,
  ) {}

  /** Returns how many statements left; 0 when there is nothing to tell on any link. */
  async run(): Promise<number> {
    const links = await this.store.transaction({ step: 'issue-receipts' }, (tx) =>
      this.mailbox.links.list(tx),
    );
    let sent = 0;
    for (const { linkId } of links)
      sent += await this.store.transaction({ step: 'issue-receipts' }, (tx) =>
        this.link(tx, linkId),
      );
    return sent;
  }

  private async link(tx: Tx, linkId: LinkId): Promise<number> {
    const due = await this.mailbox.receipts.issuable(tx, linkId, batchSize);
    const link = await this.mailbox.links.lock(tx, linkId);
    await this.trust.refresh(tx);
    if (this.trust.peers().byLink(linkId) === undefined) return 0;
    await this.issue(tx, link, due);
    const waiting = await this.mailbox.receipts.takeUnacknowledged(
      tx,
      linkId,
      link.rackOut,
      batchSize,
    );
    // Receipts travel with the checkpoint that their proofs lead to.
    const sizes = [...new Set(waiting.map((receipt) => receipt.size))];
    const objects = await this.transfers.reports(tx, linkId, reportsPerBatch);
    for (const [i, size] of sizes.entries())
      await this.sender.send(tx, this.to(link), 'receipt-batch', {
        checkpoint: await this.journal.checkpointNote(tx, size),
        receipts: waiting
          .filter((receipt) => receipt.size === size)
          .map(({ bytes }) => JSON.parse(bytes.toString('utf8')) as Receipt),
        objects: i === 0 ? objects : [],
      });
    if (sizes.length === 0 && (objects.length > 0 || link.rackIn > link.rackTold)) {
      await this.sender.send(tx, this.to(link), 'receipt-batch', {
        checkpoint: '',
        receipts: [],
        objects,
      });
      await this.mailbox.links.receiptsIssued(tx, linkId, link.lastRseq, link.rackIn);
      return 1;
    }
    if (sizes.length > 0)
      await this.mailbox.links.receiptsIssued(tx, linkId, link.lastRseq + due.length, link.rackIn);
    return sizes.length;
    // Durable now: the receipts with their numbers, and a sealed statement for the relay.
  }

  private to(link: LinkRow) {
    return { linkId: link.linkId, peer: link.peer, rack: link.rackIn };
  }

  private async issue(tx: Tx, link: LinkRow, due: readonly ReceiptDue[]): Promise<void> {
    if (due.length === 0) return;
    const proofs = await this.journal.leafProofs(
      tx,
      due.map((fact) => fact.event),
    );
    const receipts = due.map((fact, i) => {
      const proof = proofs.leaves[i];
      if (proof === undefined) throw new Error('a released leaf has no proof');
      const receipt: Receipt = {
        rseq: link.lastRseq + 1 + i,
        messageId: fact.messageId,
        stage: fact.stage,
        code: fact.code,
        ciphertextSha256: fact.ciphertextSha256,
        at: timestamp(fact.at),
        leaf: Buffer.from(proof.leaf).toString('base64'),
        index: proof.index,
        proof: proof.hashes.map((hash) => Buffer.from(hash).toString('base64')),
      };
      return { receipt, bytes: canonicalJson(receipt) };
    });
    await this.mailbox.receipts.issued(tx, link.linkId, proofs.size, receipts);
    await this.mailbox.links.receiptsIssued(tx, link.linkId, link.lastRseq + due.length, 0);
  }
}
