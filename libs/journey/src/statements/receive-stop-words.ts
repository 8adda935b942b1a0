import { isOperation, type LinkId, type Sha256, type Statement } from '#kernel';
import type { Cases } from '#capabilities/cases';
import type { Handled } from '../08-close.js';
import type { OpenedStatement } from './check-statement.js';
import { ExchangeError } from '#threads';
import { haltConfirmed, haltReceived } from '#capabilities/halts/stop-words.events';
import type { Mailbox } from '#mailbox';
import type { Tx } from '#store';
import { sha256 } from '#wire';

export class ReceiveStopWords {
  constructor(
    private readonly mailbox: Mailbox,
    private readonly cases: Cases,
  ) {}

  async receiveStopWord(
    tx: Tx,
    linkId: LinkId,
    { bytes, signature }: OpenedStatement,
    { body }: Statement<'stop-word'>,
  ): Promise<Handled> {
    const thread = await this.cases.find(tx, body.thread, 'for update');
    // The stop-word arrived before the request. Without an answer it is repeated within seconds.
    if (thread === undefined) return { drafts: [] };
    const side = body.answer ? 'ASKING' : 'ASKED';
    if (thread.linkId !== linkId || thread.side !== side || !isOperation(thread.requestType))
      throw new ExchangeError('PARENT_MISMATCH', 'stop-word');
    const { stopWords } = this.cases.operations;
    // Evidence of what this State received or answered, with signature.
    const keep = (): Sha256 => {
      const hash = sha256(bytes);
      this.mailbox.receipts.keepStatement(tx, linkId, { bytes, signature, sha256: hash });
      return hash;
    };
    if (body.answer) {
      if (!(await stopWords.isAwaited(tx, body))) return { drafts: [] };
      stopWords.confirm(tx, body, keep());
      return { drafts: [haltConfirmed(thread, body, bytes)] };
    }
    const isNews = await stopWords.storeReceived(tx, body);
    if (isNews === undefined) return { drafts: [] };
    tx.hurry();
    tx.wake('stop-words');
    if (!isNews) return { drafts: [] };
    keep();
    return { drafts: [haltReceived(thread, body, bytes)] };
  }
}
