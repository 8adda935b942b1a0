import type { Cases } from '#capabilities/cases';
import type { Peer } from '#capabilities/directory/peers.model';
import { haltNotified } from '#capabilities/halts/stop-words.events';
import type { DueWord } from '#capabilities/halts/stop-words.rows';
import type { Journal } from '#journal';
import { priorities, timestamp } from '#kernel';
import type { Mailbox } from '#mailbox';
import type { Tx } from '#store';
import type { TrustStore } from '#trust';
import type { StatementSender } from './statement-sender.js';

export const mostStopWords = 64;

export class SendStopWords {
  constructor(
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly sender: StatementSender,
  ) {}

  async sendStopWords(tx: Tx, { linkId, peer }: Peer): Promise<number> {
    // The peer's key is unknown until its directory arrives.
    const now = timestamp(new Date());
    if (this.trust.directoryOf(peer).stateKey('gateway-encryption', now) === undefined) return 0;
    const { stopWords } = this.cases.operations;
    const due = await stopWords.due(tx, linkId, mostStopWords);
    if (due.length === 0) return 0;
    const { verifiedUpTo } = await this.mailbox.links.read(tx, linkId);
    const to = { linkId, peer, rack: verifiedUpTo, priority: priorities.RISK_TO_LIFE };
    const sentWords: { readonly word: DueWord; readonly bytes: Uint8Array }[] = [];
    for (const word of due) {
      const { thread, halt, act, answer } = word;
      const body = { thread, halt, act, answer };
      const { id, bytes } = await this.sender.send(tx, to, 'stop-word', body);
      stopWords.said(tx, word, id);
      if (!answer && !word.again) sentWords.push({ word, bytes });
    }
    await this.journal.recordAll(
      tx,
      sentWords.map(({ word, bytes }) => haltNotified(word, peer, bytes)),
    );
    return due.length;
  }
}
