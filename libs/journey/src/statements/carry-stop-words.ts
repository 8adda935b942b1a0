import type { Cases } from '#capabilities/cases';
import type { Store } from '#store';
import type { TrustStore } from '#trust';
import type { LinkTurns } from '../links/link-turns.js';
import { mostStopWords, type SendStopWords } from './send-stop-words.js';

/**
 * Tells every other State of an operation that a stop-word holds, or is lifted, whoever said it, and answers what the asking
 * State has told. Nobody need be at the desk: the State's key signs. Nothing piles up while a link is away: each word waits once.
 */
export class CarryStopWords {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly words: SendStopWords,
    private readonly turns: LinkTurns,
  ) {}

  /**
   * `onUnconfirmed` is told how many stop-words a State that must know them has not confirmed. Returns true when more may be due
   * already.
   */
  async run(onUnconfirmed: (count: number) => void = () => undefined): Promise<boolean> {
    const links = await this.store.transaction({ step: 'carry-stop-words' }, async (tx) => {
      await this.trust.refresh(tx);
      const { stopWords } = this.cases.operations;
      onUnconfirmed(await stopWords.unconfirmed(tx));
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
        this.words.run(tx, link),
      );
      if (count === mostStopWords) more = true;
    });
    return more;
    // Durable now: the statements in the outbox, what they say, its entry. RelayOutbox resumes; what is lost on the way is due again.
  }
}
