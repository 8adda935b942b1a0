import { priorities, timestamp, type LinkId, type ObjectReport, type Receipt } from '#kernel';
import type { Journal, ReleasedCheckpoint } from '#journal';
import type { LinkRow, Mailbox, Numbered, ReceiptTurn, Unacknowledged } from '#mailbox';
import { reportableSql, Transfers } from '#objects';
import type { Tx } from '#store';
import type { TrustStore } from '#trust';
import { canonicalJson } from '#wire';
import type { AckTracker } from '../links/ack-tracker.js';
import type { StatementSender } from './statement-sender.js';

const batchSize = 32;
const reportsPerBatch = 32;

interface Turn {
  readonly more: boolean;
  readonly verifiedUpTo: number | undefined;
}

interface GatheredBatch {
  readonly waiting: readonly Unacknowledged[];
  readonly objects: readonly ObjectReport[];
  readonly newest: ReleasedCheckpoint | undefined;
}

const nothing: Turn = { more: false, verifiedUpTo: undefined };

export class SendReceipts {
  private readonly transfers = new Transfers();

  constructor(
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly sender: StatementSender,
    private readonly ackTracker: AckTracker,
  ) {}

  async sendReceipts(tx: Tx, linkId: LinkId): Promise<Turn> {
    const link = await this.mailbox.receipts.turn(tx, linkId, reportableSql);
    // The peer accepts nothing; repetitions would only fill our disk.
    if (link === undefined || link.isPiled) return nothing;
    const { due, ...gathered } = await this.gather(tx, link);
    const { waiting, objects } = gathered;
    const bare =
      objects.length > 0 || this.ackTracker.owes(linkId, link.verifiedUpTo, performance.now());
    if (waiting.length === 0 && !bare) return nothing;
    await this.trust.refresh(tx);
    if (this.trust.peers().byLink(linkId) === undefined) return nothing;
    await this.send(tx, link, gathered);
    const more = due === batchSize || waiting.length === batchSize;
    return { more, verifiedUpTo: link.verifiedUpTo };
    // Durable now: the receipts with their numbers, and a sealed statement for the relay.
  }

  private async gather(
    tx: Tx,
    link: ReceiptTurn,
  ): Promise<GatheredBatch & { readonly due: number }> {
    const { receipts } = this.mailbox;
    const { linkId } = link;
    const due = link.isDue ? await receipts.issuable(tx, linkId, batchSize) : [];
    const newest = due.length > 0 ? await this.issue(tx, linkId, due) : undefined;
    const waiting =
      newest !== undefined || link.isUnacknowledged
        ? await receipts.takeUnacknowledged(tx, linkId, link.acknowledgedUpTo, batchSize)
        : [];
    const objects = link.hasMore ? await this.transfers.reports(tx, linkId, reportsPerBatch) : [];
    return { due: due.length, newest, waiting, objects };
  }

  private async send(
    tx: Tx,
    link: LinkRow,
    { waiting, objects, newest }: GatheredBatch,
  ): Promise<void> {
    const to = { linkId: link.linkId, peer: link.peer, rack: link.verifiedUpTo };
    const sizes = [...new Set(waiting.map((receipt) => receipt.size))];
    for (const [i, size] of sizes.entries()) {
      const note = newest?.size === size ? newest.note.toString() : undefined;
      const together = waiting.filter((receipt) => receipt.size === size);
      const isLife = together.some(({ priority }) => priority === priorities.RISK_TO_LIFE);
      const priority = isLife ? priorities.RISK_TO_LIFE : priorities.URGENT;
      await this.sender.send(tx, { ...to, priority }, 'receipt-batch', {
        checkpoint: note ?? (await this.journal.checkpointNote(tx, size)),
        receipts: together.map(({ bytes }) => JSON.parse(bytes.toString('utf8')) as Receipt),
        objects: i === 0 ? objects : [],
      });
    }
    if (sizes.length === 0)
      await this.sender.send(tx, to, 'receipt-batch', { checkpoint: '', receipts: [], objects });
  }

  private async issue(
    tx: Tx,
    linkId: LinkId,
    due: readonly Numbered[],
  ): Promise<ReleasedCheckpoint> {
    const proofs = await this.journal.leafProofs(
      tx,
      due.map((fact) => fact.event),
    );
    const receipts = due.map((fact, i) => {
      const proof = proofs.leaves[i];
      if (proof === undefined) throw new Error('a released leaf has no proof');
      const receipt: Receipt = {
        rseq: fact.rseq,
        messageId: fact.messageId,
        stage: fact.stage,
        code: fact.code,
        ciphertextSha256: fact.ciphertextSha256,
        at: timestamp(fact.at),
        leaf: Buffer.from(proof.leaf).toString('base64'),
        index: proof.index,
        proof: proof.hashes.map((hash) => Buffer.from(hash).toString('base64')),
      };
      return { receipt, event: fact.event, bytes: canonicalJson(receipt), priority: fact.priority };
    });
    this.mailbox.receipts.issued(tx, linkId, proofs.size, receipts);
    return proofs.checkpoint;
  }
}
