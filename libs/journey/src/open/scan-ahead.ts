import type { LinkId } from '#kernel';
import type { DueDelivery, Mailbox, Seen } from '#mailbox';
import type { Tx } from '#store';
import type { JudgeDelivery } from './judge-delivery.js';

export const mostOpened = 24;

const aheadSize = 240;
const behindMs = 1_000;

/**
 * Time limit (ms) for decrypting early, because a neighbour could send costly messages. Applies only after the first
 * `leastLooked` messages.
 */
const lookMs = 500;
const leastLooked = 2 * mostOpened;

/** Decrypts queued messages early when a backlog exists, because only the decrypted document shows its urgency. */
export class ScanAhead {
  constructor(
    private readonly mailbox: Mailbox,
    private readonly judge: JudgeDelivery,
  ) {}

  isBehind(rows: readonly DueDelivery[]): boolean {
    const since = this.judge.now().getTime() - behindMs;
    return rows.some(({ receivedAt }) => receivedAt.getTime() < since);
  }

  async scanAhead(tx: Tx, links: readonly LinkId[]): Promise<boolean> {
    const rows = await this.mailbox.deliveries.notSeen(tx, links, aheadSize);
    if (rows.length === 0) return false;
    const keys = await this.judge.keys();
    const end = performance.now() + lookMs;
    const seen: Seen[] = [];
    while (seen.length < rows.length && (seen.length < leastLooked || performance.now() < end)) {
      const next = rows.slice(seen.length, seen.length + mostOpened);
      seen.push(...(await Promise.all(next.map((row) => this.judge.see(row, keys)))));
    }
    await this.mailbox.deliveries.notePriorities(tx, seen);
    return true;
  }
}
