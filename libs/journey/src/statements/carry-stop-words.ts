import type { Cases } from '#capabilities/cases';
import type { Store } from '#store';
import type { TrustStore } from '#trust';
import type { LinkTurns } from '../links/link-turns.js';
import { mostStopWords, type SendStopWords } from './send-stop-words.js';

/** Sends stop-words (halt, resume) to an operation's other States. While a link is down, queues each stop-word only once. */
export class CarryStopWords {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly words: SendStopWords,
    private readonly turns: LinkTurns,
  ) {}

  async run(onUnconfirmed: (count: number) => void = () => undefined): Promise<boolean> {
    const links = await this.store.transaction({ step: 'carry-stop-words' }, async (tx) => {
      await this.trust.refresh(tx);
      const { stopWords } = this.cases.operations;
      onUnconfirmed(await stopWords.unconfirmed(tx));
      const peers = this.trust.peers().listPeers();
      const due = await stopWords.links(
        tx,
        peers.map(({ linkId }) => linkId),
      );
      return peers.filter(({ linkId }) => due.has(linkId));
    });
    let more = false;
    await this.turns.each(links, performance.now(), async (link) => {
      const count = await this.store.transaction({ step: 'carry-stop-words' }, (tx) =>
        this.words.sendStopWords(tx, link),
      );
      if (count === mostStopWords) more = true;
    });
    return more;
    // Durable now: statements in the outbox with their log entries. Lost ones become due again.
  }
}
