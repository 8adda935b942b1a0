import { isStatement, type LinkId, type StateCode, type Statement } from '#kernel';
import { verifyStatement, type OpenedStatement } from './check-statement.js';
import type { AcceptReceipts, Handled } from '../08-close.js';
import type { ReceiveStopWords } from './receive-stop-words.js';
import type { Onward } from '#capabilities/disclosure/forwards/notify-upstream.rules';
import { neighbourGrew } from '#capabilities/audit/control.events';
import { claimsReceipts } from '../open/false-claims.js';
import { numberVoid } from '../events.js';
import { isLogStatementKind, type LogStatementKind, type Mailbox } from '#mailbox';
import type { Tx } from '#store';
import type { TrustStore } from '#trust';
import { sha256 } from '#wire';

export class HandleStatement {
  constructor(
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly receipts: AcceptReceipts,
    private readonly stopWords: ReceiveStopWords,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * Handles one statement and returns the events to record. @throws ExchangeError with the first failure; the caller
   * quarantines the statement
   */
  async handleStatement(
    tx: Tx,
    linkId: LinkId,
    opened: OpenedStatement,
    before: readonly Pick<Onward, 'due'>[],
  ): Promise<Handled> {
    const { statement } = opened;
    if (isStatement(statement, 'directory')) {
      // Its own entries may certify the key that signed it; trust checks both.
      const before = this.trust.pointIn(tx, statement.from);
      await this.trust.acceptDirectory(tx, opened, this.now());
      const after = this.trust.pointIn(tx, statement.from);
      this.mailbox.deliveries.release(tx, linkId, 'DIRECTORY');
      tx.wake('open');
      tx.wake('seal');
      return { drafts: neighbourGrew(statement.from, linkId, before, after) };
    }
    const directory = this.trust.directoryOf(statement.from);
    await verifyStatement(opened, directory);
    let handled: Handled = { drafts: [] };
    if (isStatement(statement, 'receipt-batch'))
      handled = await this.receipts.acceptReceipts(tx, linkId, {
        opened,
        statement,
        directory,
        before,
      });
    else if (isStatement(statement, 'resend-request')) await this.resend(tx, linkId, statement);
    else if (isStatement(statement, 'seq-void')) handled = await this.void(tx, linkId, statement);
    else if (isStatement(statement, 'stop-word'))
      handled = await this.stopWords.receiveStopWord(tx, linkId, opened, statement);
    else if (isLogStatement(statement)) this.receiveLogStatement(tx, linkId, opened, statement);
    const claimed = { link: linkId, peer: statement.from, messageId: null, seq: null };
    const { rack } = statement;
    const issued =
      handled.issued ??
      (await this.mailbox.links.raiseProgress(tx, linkId, { acknowledgedUpTo: rack }));
    const alarms = rack > issued ? await claimsReceipts(tx, this.mailbox, claimed) : [];
    return { ...handled, drafts: [...handled.drafts, ...alarms] };
  }

  private async resend(
    tx: Tx,
    linkId: LinkId,
    statement: Statement<'resend-request'>,
  ): Promise<void> {
    this.mailbox.outbox.resend(tx, linkId, statement.body.seqs);
    await this.mailbox.links.noteVoids(tx, linkId, statement.body.seqs);
    if (statement.body.directoryFrom !== null)
      await this.mailbox.links.wantDirectory(tx, linkId, statement.body.directoryFrom);
    tx.wake('relay');
    tx.wake('gaps');
    tx.wake('directory');
  }

  private async void(tx: Tx, linkId: LinkId, statement: Statement<'seq-void'>): Promise<Handled> {
    const { seq, messageId, envelopeSha256, reason } = statement.body;
    const outcome = `VOID:${reason}`;
    const note = { linkId, seq, messageId, envelopeSha256, prev: null, outcome };
    const fresh = await this.mailbox.links.noteChain(tx, [{ ...note, direction: 'IN' }]);
    const drafts = fresh.has(messageId) ? [numberVoid(linkId, statement)] : [];
    return { drafts };
  }

  private receiveLogStatement(
    tx: Tx,
    linkId: LinkId,
    { bytes, signature }: OpenedStatement,
    { kind, from, issuedAt, body }: Statement<LogStatementKind>,
  ): void {
    const proof = 'report' in body && body.report !== '';
    const statementSha256 = proof ? sha256(bytes) : null;
    if (statementSha256 !== null) {
      const signed = { bytes, signature, sha256: statementSha256 };
      this.mailbox.receipts.keepStatement(tx, linkId, signed);
    }
    const signed = kind === 'package-answer' ? { bytes, signature } : null;
    const said = { linkId, kind, peer: from, issuedAt, body, statementSha256, signed };
    this.mailbox.logStatements.storeReceived(tx, said);
  }

  async askDirectory(tx: Tx, linkId: LinkId, peer: StateCode): Promise<void> {
    await this.mailbox.links.askDirectory(tx, linkId, this.trust.directoryOf(peer).version);
    tx.wake('directory');
  }
}

const isLogStatement = (statement: Statement): statement is Statement<LogStatementKind> =>
  isLogStatementKind(statement.kind);
