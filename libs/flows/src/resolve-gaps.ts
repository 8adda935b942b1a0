import type { Mailbox } from '#mailbox';
import type { Store } from '#store';
import type { TrustStore } from '#trust';
import type { StatementSender } from './statement-sender.js';

/**
 * Keeps the numbers of each link complete: asks the peer for a number that is missing for more than 60 s, and tells the
 * peer which of our own numbers will not come again. Numbers are evidence of completeness, never a gate.
 */
export class ResolveGaps {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly sender: StatementSender,
  ) {}

  /** Returns how many statements left. */
  run(): Promise<number> {
    return this.store.transaction({ step: 'resolve-gaps' }, async (tx) => {
      await this.trust.refresh(tx);
      let sent = 0;
      for (const { linkId, peer, rackIn } of await this.mailbox.links.list(tx)) {
        if (this.trust.peers().byLink(linkId) === undefined) continue;
        const to = { linkId, peer, rack: rackIn };
        const seqs = await this.mailbox.links.askableHoles(tx, linkId);
        if (seqs.length > 0) {
          await this.sender.send(tx, to, 'resend-request', { seqs, directoryFrom: null });
          sent += 1;
        }
        for (const number of await this.mailbox.links.takeVoids(tx, linkId)) {
          await this.sender.send(tx, to, 'seq-void', number);
          sent += 1;
        }
      }
      return sent;
    });
  }
}
