import type { LinkId } from '#kernel';
import { queuedSql, type QueuedDispatch } from '#mailbox';
import { dueIf, type Store } from '#store';
import type { AckTracker } from './links/ack-tracker.js';
import { runAsideOfPoison, type One } from './rows-fault.js';
import type { CheckQueued } from './seal/check-queued.js';
import type { ClaimQueued } from './seal/claim-queued.js';
import type { SealLink } from './seal/seal-link.js';
import { isSetAside } from './seal/set-aside.js';

/**
 * Step 2: verifies queued documents again, then numbers, signs and encrypts them. A captured service may have queued a
 * document.
 */
export class SealOutbox {
  readonly due = dueIf(queuedSql);

  constructor(
    private readonly store: Store,
    private readonly queue: ClaimQueued,
    private readonly check: CheckQueued,
    private readonly link: SealLink,
    private readonly ackTracker: AckTracker,
  ) {}

  run(): Promise<boolean> {
    return runAsideOfPoison<QueuedDispatch>((one) => this.batch(one), isSetAside);
  }

  private async batch(one?: One<QueuedDispatch>): Promise<boolean> {
    const carried = new Map<LinkId, number>();
    const batch = await this.store.transaction({ step: 'seal-outbox' }, async (tx) => {
      const turn = await this.queue.next(tx, one);
      if (turn === undefined) return undefined;
      const judged = await this.check.checkQueued(tx, turn, one);
      const prepared = this.queue.hold(tx, judged, turn);
      for (const linkId of [...new Set(prepared.map(({ row }) => row.linkId))].sort()) {
        const items = prepared.filter(({ row }) => row.linkId === linkId);
        carried.set(linkId, await this.link.sealLink(tx, linkId, items, turn.now));
      }
      return { turn, sealed: prepared.map(({ row }) => row) };
    });
    if (batch === undefined) return false;
    // Durable now: number, envelope, ciphertext, intent. Once the intent is released, 04-relay.ts goes on.
    for (const [linkId, rack] of carried) this.ackTracker.note(linkId, rack);
    this.queue.took(batch.turn, batch.sealed);
    return batch.turn.more;
  }
}
