import type { LinkId } from '#kernel';
import type { Peer } from '#capabilities/directory/peers.model';
import { receiptsDueSql } from '#mailbox';
import { reportableSql } from '#objects';
import type { Due, Store } from '#store';
import type { TrustStore } from '#trust';
import type { LinkTurns } from './links/link-turns.js';
import type { RackTold } from './links/rack-told.js';
import type { SendReceipts } from './statements/send-receipts.js';

interface DueReceipts {
  readonly due: boolean;
  /** Numbers of the peer's receipts, by link; null before the first. */
  readonly verified: Readonly<Record<string, number>> | null;
}

/**
 * Step 7: for facts whose leaf is released, gives each its receipt once, and sends what the peer has not acknowledged.
 * A batch with no receipts only tells the peer how far we have verified its own and how far its attachments are here;
 * nobody answers that.
 */
export class IssueReceipts {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly receipts: SendReceipts,
    private readonly told: RackTold,
    private readonly turns: LinkTurns,
  ) {}

  /** Question whether there is work: also when an acknowledgement alone has waited long enough. */
  readonly due: Due = {
    sql: receiptsDueSql(reportableSql),
    isDue: ({ due, verified }: DueReceipts) =>
      Object.entries(verified ?? {}).reduce(
        (owed, [linkId, rack]) => this.told.owes(linkId as LinkId, rack, performance.now()) || owed,
        due,
      ),
  };

  /** True when more may wait already. */
  async run(): Promise<boolean> {
    const known = this.trust.peers().list();
    const peers = known.length > 0 ? known : await this.peers();
    let more = false;
    // Each link in a transaction of its own: a neighbour whose directory is broken stops nobody else.
    await this.turns.each(peers, performance.now(), async ({ linkId }) => {
      const turn = await this.store.transaction({ step: 'issue-receipts' }, (tx) =>
        this.receipts.run(tx, linkId),
      );
      if (turn.rack !== undefined) this.told.note(linkId, turn.rack);
      more ||= turn.more;
    });
    return more;
  }

  /** Looks for neighbours while none is known. Later changes come with the refresh that every step begins with. */
  private peers(): Promise<readonly Peer[]> {
    return this.store.transaction({ step: 'issue-receipts' }, async (tx) => {
      await this.trust.refresh(tx);
      return this.trust.peers().list();
    });
  }
}
