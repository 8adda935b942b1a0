import type { LinkId } from '#kernel';
import type { Peer } from '#capabilities/directory/peers.model';
import { receiptsDueSql } from '#mailbox';
import { reportableSql } from '#objects';
import type { Due, Store } from '#store';
import type { TrustStore } from '#trust';
import type { LinkTurns } from './links/link-turns.js';
import type { AckTracker } from './links/ack-tracker.js';
import type { SendReceipts } from './statements/send-receipts.js';

interface DueReceipts {
  readonly due: boolean;
  readonly verified: Readonly<Record<string, number>> | null;
}

/**
 * Step 7: sends receipts, such as DELIVERED, after their log entries are released. Repeats a receipt until the peer
 * acknowledges it.
 */
export class IssueReceipts {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly receipts: SendReceipts,
    private readonly ackTracker: AckTracker,
    private readonly turns: LinkTurns,
  ) {}

  readonly due: Due = {
    sql: receiptsDueSql(reportableSql),
    isDue: ({ due, verified }: DueReceipts) =>
      Object.entries(verified ?? {}).reduce(
        (owed, [linkId, rack]) =>
          this.ackTracker.owes(linkId as LinkId, rack, performance.now()) || owed,
        due,
      ),
  };

  async run(): Promise<boolean> {
    const known = this.trust.peers().listPeers();
    const peers = known.length > 0 ? known : await this.peers();
    let more = false;
    // Each link in a transaction of its own: a neighbour whose directory is broken stops nobody else.
    await this.turns.each(peers, performance.now(), async ({ linkId }) => {
      const turn = await this.store.transaction({ step: 'issue-receipts' }, (tx) =>
        this.receipts.sendReceipts(tx, linkId),
      );
      if (turn.verifiedUpTo !== undefined) this.ackTracker.note(linkId, turn.verifiedUpTo);
      more ||= turn.more;
    });
    return more;
  }

  private peers(): Promise<readonly Peer[]> {
    return this.store.transaction({ step: 'issue-receipts' }, async (tx) => {
      await this.trust.refresh(tx);
      return this.trust.peers().listPeers();
    });
  }
}
