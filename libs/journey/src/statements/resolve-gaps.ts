import type { LinkId } from '#kernel';
import type { LinkRow, Mailbox } from '#mailbox';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import type { LinkTurns } from '../links/link-turns.js';
import type { StatementSender } from './statement-sender.js';

/**
 * Requests the neighbour's messages whose numbers are missing for more than 60 s. Tells the neighbour which of our numbers
 * will never come.
 */
export class ResolveGaps {
  readonly #whole = new Map<LinkId, number>();

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly sender: StatementSender,
    private readonly turns: LinkTurns,
  ) {}

  async run(): Promise<number> {
    const links = await this.store.transaction({ step: 'resolve-gaps' }, async (tx) => {
      await this.trust.refresh(tx);
      const rows = await this.mailbox.links.listLinks(tx);
      return rows.filter(({ linkId }) => this.trust.peers().byLink(linkId) !== undefined);
    });
    return this.turns.sum(links, performance.now(), (link) =>
      this.store.transaction({ step: 'resolve-gaps' }, (tx) => this.tell(tx, link)),
    );
  }

  private async tell(tx: Tx, { linkId, peer, verifiedUpTo }: LinkRow): Promise<number> {
    await this.trust.refresh(tx);
    if (this.trust.peers().byLink(linkId) === undefined) return 0;
    const to = { linkId, peer, rack: verifiedUpTo };
    let sent = 0;
    const { links } = this.mailbox;
    const { seqs, whole } = await links.askableHoles(tx, linkId, this.#whole.get(linkId) ?? 0);
    this.#whole.set(linkId, whole);
    if (seqs.length > 0) {
      await this.sender.send(tx, to, 'resend-request', { seqs, directoryFrom: null });
      sent += 1;
    }
    for (const number of await links.takeVoids(tx, linkId)) {
      await this.sender.send(tx, to, 'seq-void', number);
      sent += 1;
    }
    return sent;
  }
}
