import type { CodedError, Directory, LinkId, Receipt, Statement } from '#model';
import type { Cases } from '#cases';
import { type Draft, WitnessedLogs } from '#journal';
import { type Mailbox, MailboxError } from '#mailbox';
import { Transfers } from '#objects';
import type { Tx } from '#store';
import { openCheckpoint, parseVerifierKey, type OpenedCheckpoint } from '#tlog';
import { receiptFlaw } from '#trust';
import { canonicalJson, sha256 } from '#wire';
import type { OpenedStatement } from './check-statement.js';
import { receiptLogged } from './events.js';
import { FlowError } from './errors.js';

/** What came of a statement: what is to be recorded, and why it is kept as evidence although it counts. */
export interface Handled {
  readonly drafts: readonly Draft[];
  readonly alarm?: CodedError;
}

/**
 * Step 8: verifies receipts against our own outbox and the peer's signed log, keeps them with their statement, closes
 * rows on OPENED or REJECTED. Runs inside the opener's transaction.
 */
export class AcceptReceipts {
  private readonly transfers = new Transfers();
  private readonly logs = new WitnessedLogs();

  constructor(
    private readonly mailbox: Mailbox,
    private readonly cases: Pick<Cases, 'clocks'>,
  ) {}

  /**
   * Returns what is to be recorded; with an alarm where a receipt is not about bytes that we sent. Throws RECEIPT_INVALID
   * before anything is written: then nothing of the batch counts.
   */
  async run(
    tx: Tx,
    linkId: LinkId,
    opened: OpenedStatement,
    statement: Statement<'receipt-batch'>,
    directory: Directory,
  ): Promise<Handled> {
    const { receipts, checkpoint, objects } = statement.body;
    if (receipts.length === 0) {
      await this.transfers.reported(tx, linkId, objects);
      return { drafts: [] };
    }
    const point = openPeerCheckpoint(checkpoint, statement, directory);
    const ours = await this.ours(tx, linkId, receipts);
    await this.checkNumbers(tx, linkId, receipts, ours);
    for (const receipt of receipts) {
      const flaw = receiptFlaw(receipt, point);
      if (flaw !== undefined) throw new FlowError('RECEIPT_INVALID', flaw);
    }
    await this.transfers.reported(tx, linkId, objects);
    const drafts = await this.keep(tx, linkId, opened, statement, point, ours);
    // Repeated, it is no news.
    if (ours.size === receipts.length || drafts.length === 0) return { drafts };
    return { drafts, alarm: new MailboxError('RECEIPT_UNKNOWN_MESSAGE') };
  }

  private async keep(
    tx: Tx,
    linkId: LinkId,
    opened: OpenedStatement,
    statement: Statement<'receipt-batch'>,
    point: OpenedCheckpoint,
    ours: ReadonlySet<Receipt>,
  ): Promise<Draft[]> {
    const { receipts, checkpoint } = statement.body;
    const statementSha256 = sha256(opened.bytes);
    const rackIn = await this.mailbox.links.lockHeard(tx, linkId);
    const fresh = await this.mailbox.receipts.keep(
      tx,
      linkId,
      statementSha256,
      receipts.map((receipt) => ({
        receipt,
        about: aboutOf(receipt, ours),
        bytes: canonicalJson(receipt),
      })),
    );
    if (fresh.size === 0) return [];
    this.mailbox.receipts.keepStatement(
      tx,
      linkId,
      statementSha256,
      opened.bytes,
      opened.signature,
    );
    // Until the neighbour has proven that it begins a tree which we cosigned, as the witness of its log.
    this.logs.note(tx, statement.from, point, checkpoint);
    const news = receipts.filter((receipt) => fresh.has(receipt.rseq));
    await this.close(
      tx,
      linkId,
      news.filter((receipt) => ours.has(receipt)),
    );
    // From here the neighbour's clock runs, and ours shows the same.
    await this.cases.clocks.delivered(
      tx,
      news.filter((receipt) => receipt.stage === 'DELIVERED' && ours.has(receipt)),
    );
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
  private async checkNumbers(
    tx: Tx,
    linkId: LinkId,
    receipts: readonly Receipt[],
    ours: ReadonlySet<Receipt>,
  ): Promise<void> {
    const numbers = receipts.map(({ rseq }) => rseq);
    if (new Set(numbers).size < numbers.length)
      throw new FlowError('RECEIPT_INVALID', 'number twice');
    const known = await this.mailbox.receipts.known(tx, linkId, numbers);
    for (const receipt of receipts) {
      const { rseq, stage, code } = receipt;
      const before = known.get(rseq);
      if (before === undefined) continue;
      if (before.about !== aboutOf(receipt, ours) || before.stage !== stage || before.code !== code)
        throw new FlowError('RECEIPT_INVALID', 'number of another receipt');
    }
  }

  /**
   * A receipt counts only for bytes that we sent on this link. Others are kept, since the numbers go on behind them:
   * whoever put a frame of their own on the border would otherwise end our receipts for good.
   */
  private async ours(
    tx: Tx,
    linkId: LinkId,
    receipts: readonly Receipt[],
  ): Promise<ReadonlySet<Receipt>> {
    const sent = await this.mailbox.outbox.hashes(tx, linkId, [
      ...new Set(receipts.map((r) => r.messageId)),
    ]);
    return new Set(receipts.filter((r) => sent.get(r.messageId) === r.ciphertextSha256));
  }
}

/** What a receipt is kept for: a message of ours, or bytes that we never sent. */
const aboutOf = (receipt: Receipt, ours: ReadonlySet<Receipt>): string =>
  ours.has(receipt) ? receipt.messageId : `bytes ${receipt.ciphertextSha256}`;

function openPeerCheckpoint(
  note: string,
  statement: Statement,
  directory: Directory,
): OpenedCheckpoint {
  const key = directory.noteKey('log', statement.issuedAt);
  if (key === undefined) throw new FlowError('STATE_KEY_UNKNOWN', 'log');
  return openCheckpoint(Buffer.from(note, 'utf8'), parseVerifierKey(key.vkey));
}
