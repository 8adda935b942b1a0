import type { Directory, LinkId, Receipt, Statement } from '#model';
import type { Draft } from '#journal';
import type { Mailbox } from '#mailbox';
import { Transfers } from '#objects';
import type { Tx } from '#store';
import { openCheckpoint, parseVerifierKey, type OpenedCheckpoint } from '#tlog';
import { receiptFlaw } from '#trust';
import { canonicalJson, sha256 } from '#wire';
import type { OpenedStatement } from './check-statement.js';
import { receiptLogged } from './events.js';
import { FlowError } from './errors.js';

/**
 * Step 8: verifies receipts against our own outbox and the peer's signed log, keeps them with their statement, closes
 * rows on OPENED or REJECTED. Runs inside the opener's transaction.
 */
export class AcceptReceipts {
  private readonly transfers = new Transfers();

  constructor(private readonly mailbox: Mailbox) {}

  /**
   * Returns what is to be recorded. Throws RECEIPT_INVALID before anything is written: then nothing of the batch counts.
   */
  async run(
    tx: Tx,
    linkId: LinkId,
    opened: OpenedStatement,
    statement: Statement<'receipt-batch'>,
    directory: Directory,
  ): Promise<Draft[]> {
    const { receipts, checkpoint, objects } = statement.body;
    if (receipts.length === 0) {
      await this.transfers.reported(tx, linkId, objects);
      return [];
    }
    const point = openPeerCheckpoint(checkpoint, statement, directory);
    await this.checkNumbers(tx, linkId, receipts);
    await this.checkMessages(tx, linkId, receipts);
    for (const receipt of receipts) {
      const flaw = receiptFlaw(receipt, point);
      if (flaw !== undefined) throw new FlowError('RECEIPT_INVALID', flaw);
    }
    await this.transfers.reported(tx, linkId, objects);
    return this.keep(tx, linkId, opened, statement, point);
  }

  private async keep(
    tx: Tx,
    linkId: LinkId,
    opened: OpenedStatement,
    statement: Statement<'receipt-batch'>,
    point: OpenedCheckpoint,
  ): Promise<Draft[]> {
    const { receipts, checkpoint } = statement.body;
    const statementSha256 = sha256(opened.bytes);
    const rackIn = await this.mailbox.links.lockHeard(tx, linkId);
    const fresh = await this.mailbox.receipts.keep(
      tx,
      linkId,
      statementSha256,
      receipts.map((receipt) => ({ receipt, bytes: canonicalJson(receipt) })),
    );
    if (fresh.size === 0) return [];
    this.mailbox.receipts.keepStatement(
      tx,
      linkId,
      statementSha256,
      opened.bytes,
      opened.signature,
    );
    const news = receipts.filter((receipt) => fresh.has(receipt.rseq));
    await this.close(tx, linkId, news);
    const { origin, size, root } = point;
    this.mailbox.links.heard(tx, linkId, {
      rackIn: await this.mailbox.receipts.contiguous(tx, linkId, rackIn),
      peerCheckpoint: { origin, size, root: Buffer.from(root).toString('base64') },
    });
    tx.wake('relay');
    tx.wake('receipts');
    return news.map((receipt) => receiptLogged(receipt, checkpoint, linkId, statement.from));
  }

  /** A final receipt closes its message; of an opened one the attachments may leave now. */
  private async close(tx: Tx, linkId: LinkId, news: readonly Receipt[]): Promise<void> {
    const closed = await this.mailbox.outbox.close(
      tx,
      news.flatMap(({ messageId, stage, code }) =>
        stage === 'OPENED' || stage === 'REJECTED' ? [{ messageId, outcome: stage, code }] : [],
      ),
    );
    const taken = news.flatMap((r) => (r.stage === 'OPENED' ? [r.messageId] : []));
    await this.transfers.announce(
      tx,
      linkId,
      closed.filter((id) => taken.includes(id)),
    );
  }

  /** A number stands for one receipt for ever: another one under it would close a message and leave no proof. */
  private async checkNumbers(tx: Tx, linkId: LinkId, receipts: readonly Receipt[]): Promise<void> {
    const numbers = receipts.map(({ rseq }) => rseq);
    if (new Set(numbers).size < numbers.length)
      throw new FlowError('RECEIPT_INVALID', 'number twice');
    const known = await this.mailbox.receipts.known(tx, linkId, numbers);
    for (const { rseq, messageId, stage, code } of receipts) {
      const before = known.get(rseq);
      if (before === undefined) continue;
      if (before.messageId !== messageId || before.stage !== stage || before.code !== code)
        throw new FlowError('RECEIPT_INVALID', 'number of another receipt');
    }
  }

  /** A receipt counts only for bytes that we sent on this link. */
  private async checkMessages(tx: Tx, linkId: LinkId, receipts: readonly Receipt[]): Promise<void> {
    const known = await this.mailbox.outbox.hashes(tx, linkId, [
      ...new Set(receipts.map((r) => r.messageId)),
    ]);
    for (const receipt of receipts) {
      const hash = known.get(receipt.messageId);
      if (hash === undefined) throw new FlowError('RECEIPT_INVALID', 'unknown message');
      if (hash !== receipt.ciphertextSha256)
        throw new FlowError('RECEIPT_INVALID', 'ciphertext hash');
    }
  }
}

function openPeerCheckpoint(
  note: string,
  statement: Statement,
  directory: Directory,
): OpenedCheckpoint {
  const key = directory.noteKey('log', statement.issuedAt);
  if (key === undefined) throw new FlowError('STATE_KEY_UNKNOWN', 'log');
  return openCheckpoint(Buffer.from(note, 'utf8'), parseVerifierKey(key.vkey));
}
