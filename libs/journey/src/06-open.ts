import { priorities } from '#kernel';
import { openableSql, type DueDelivery, type Mailbox } from '#mailbox';
import { dueIf, type Store, type Tx } from '#store';
import type { TrustStore } from '#trust';
import { PriorityBatch } from './priority-batch.js';
import type { JudgeDelivery } from './open/judge-delivery.js';
import { ScanAhead, mostOpened } from './open/scan-ahead.js';
import type { SettleDeliveries } from './open/settle-deliveries.js';
import { openFailed } from './open/verdict.js';
import { runAsideOfPoison, type One } from './rows-fault.js';

const isLife = ({ priority }: DueDelivery): boolean => priority === priorities.RISK_TO_LIFE;

const isSame = (row: DueDelivery, other: DueDelivery | undefined): boolean =>
  row.linkId === other?.linkId && row.messageId === other.messageId;

/**
 * Step 6: decrypts and verifies messages in parallel, then files or quarantines them in one transaction. Statements come
 * first, then messages by priority and arrival.
 */
export class OpenDelivery {
  readonly due = dueIf(openableSql);
  private readonly turns = new PriorityBatch();
  private readonly ahead: ScanAhead;

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly judge: JudgeDelivery,
    private readonly settle: (tx: Tx) => SettleDeliveries,
  ) {
    this.ahead = new ScanAhead(mailbox, judge);
  }

  run(): Promise<boolean> {
    return runAsideOfPoison<DueDelivery>((one) => this.batch(one));
  }

  private async batch(one?: One<DueDelivery>): Promise<boolean> {
    const batch = await this.store.transaction({ step: 'open-delivery' }, async (tx) => {
      await this.trust.refresh(tx);
      const claimed = await this.claim(tx);
      const turn = this.turns.next(claimed.rows, isLife, ({ statement }) => statement);
      const more = claimed.more || turn.rows.length < claimed.rows.length;
      const rows = one === undefined ? turn.rows : turn.rows.slice(0, 1);
      if (rows.length === 0) return undefined;
      const waiting = await this.judge.waitingPeers(tx, rows, claimed.protocols);
      // Keys are read after the claim: every key that these messages use was already on disk by then.
      const keys = await this.judge.keys();
      if (one !== undefined) one.claimed = rows[0];
      const verdicts = await Promise.all(
        rows.map(async (row) => ({
          row,
          ...(isSame(row, one?.doomed)
            ? { verdict: openFailed(one?.error) }
            : await this.judge.look(row, keys, waiting)),
        })),
      );
      const settled = await this.settle(tx).settleDeliveries(verdicts);
      return { alone: turn.alone, more: more || settled < rows.length };
    });
    // Durable now: thread or quarantine, entries, receipt due. Once the entries are released, 07-receipt.ts goes on.
    if (batch === undefined) return false;
    this.turns.took({ alone: batch.alone && one === undefined });
    return batch.more;
  }

  private async claim(tx: Tx) {
    const { deliveries } = this.mailbox;
    // Messages of a former neighbour wait, so nothing is lost if it is confirmed again.
    const links = this.trust
      .peers()
      .listPeers()
      .map(({ linkId }) => linkId);
    const claimed = await deliveries.claim(tx, links, mostOpened);
    if (!claimed.more || !this.ahead.isBehind(claimed.rows)) return claimed;
    return (await this.ahead.scanAhead(tx, links))
      ? deliveries.claim(tx, links, mostOpened)
      : claimed;
  }
}
