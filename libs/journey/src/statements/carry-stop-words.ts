import { priorities, timestamp } from '#kernel';
import type { Peer } from '#capabilities/directory/peers.model';
import type { Cases } from '#capabilities/cases';
import type { DueWord } from '#capabilities/halts/stop-words.rows';
import type { LinkTurns } from '../links/link-turns.js';
import type { StatementSender } from './statement-sender.js';
import { haltTold } from '#capabilities/halts/stop-words.events';
import type { Journal } from '#journal';
import type { Mailbox } from '#mailbox';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';

/** Statements of one link in one transaction. */
const batchSize = 64;

/**
 * Tells every other State of an operation that a stop-word holds, or is lifted, whoever said it, and answers what the asking
 * State has told. Nobody need be at the desk: the State's key signs. Nothing piles up while a link is away: each word waits once.
 */
export class CarryStopWords {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly sender: StatementSender,
    private readonly turns: LinkTurns,
    /** Is told how many stop-words a State that must know them has not confirmed. */
    private readonly onUnconfirmed: (count: number) => void = () => undefined,
  ) {}

  /** True when more may be due already. */
  async run(): Promise<boolean> {
    const links = await this.store.transaction({ step: 'carry-stop-words' }, async (tx) => {
      await this.trust.refresh(tx);
      const { stopWords } = this.cases.operations;
      this.onUnconfirmed(await stopWords.unconfirmed(tx));
      const peers = this.trust.peers().list();
      const due = await stopWords.links(
        tx,
        peers.map(({ linkId }) => linkId),
      );
      return peers.filter(({ linkId }) => due.has(linkId));
    });
    let more = false;
    await this.turns.each(links, performance.now(), async (link) => {
      const count = await this.store.transaction({ step: 'carry-stop-words' }, (tx) =>
        this.link(tx, link),
      );
      if (count === batchSize) more = true;
    });
    return more;
    // Durable now: the statements in the outbox, what they say, its entry. RelayOutbox resumes; what is lost on the way is due again.
  }

  private async link(tx: Tx, { linkId, peer }: Peer): Promise<number> {
    // Not known yet until the neighbour's directory has come.
    const now = timestamp(new Date());
    if (this.trust.of(peer).stateKey('gateway-encryption', now) === undefined) return 0;
    const due = await this.cases.operations.stopWords.due(tx, linkId, batchSize);
    if (due.length === 0) return 0;
    const { rackIn } = await this.mailbox.links.read(tx, linkId);
    const told: { readonly word: DueWord; readonly bytes: Uint8Array }[] = [];
    for (const word of due) {
      const { thread, halt, act, answer } = word;
      const body = { thread, halt, act, answer };
      const to = { linkId, peer, rack: rackIn };
      const lane = priorities.RISK_TO_LIFE;
      const { id, bytes } = await this.sender.send(tx, to, 'stop-word', body, lane);
      this.cases.operations.stopWords.said(tx, word, id);
      if (!answer && !word.again) told.push({ word, bytes });
    }
    await this.journal.recordAll(
      tx,
      told.map(({ word, bytes }) => haltTold(word, peer, bytes)),
    );
    return due.length;
  }
}
