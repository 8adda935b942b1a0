import type { LinkId } from '#kernel';
import type { DueDelivery, Mailbox, Seen } from '#mailbox';
import type { Tx } from '#store';
import type { JudgeDelivery } from './judge-delivery.js';

/** Deliveries that are opened side by side. */
export const mostOpened = 24;

/** Deliveries at which one run looks ahead, and how long the oldest has waited before any does. */
const aheadSize = 240;
const behindMs = 1_000;

/** Longest time of one look ahead: what a message costs is for the neighbour to choose. Two batches in any case: one is opened. */
const lookMs = 500;
const leastLooked = 2 * mostOpened;

/** Decrypts for its lane alone, where more waits than can be opened soon: nothing outside the ciphertext says what is urgent. */
export class LookAhead {
  constructor(
    private readonly mailbox: Mailbox,
    private readonly judge: JudgeDelivery,
  ) {}

  isBehind(rows: readonly DueDelivery[]): boolean {
    const since = this.judge.now().getTime() - behindMs;
    return rows.some(({ receivedAt }) => receivedAt.getTime() < since);
  }

  /**
   * A risk to life, or a stop-word, passes what came before it; what was decrypted is kept for its turn. True when lanes were
   * noted.
   */
  async run(tx: Tx, links: readonly LinkId[]): Promise<boolean> {
    const rows = await this.mailbox.deliveries.notSeen(tx, links, aheadSize);
    if (rows.length === 0) return false;
    const keys = await this.judge.keys();
    const end = performance.now() + lookMs;
    const seen: Seen[] = [];
    while (seen.length < rows.length && (seen.length < leastLooked || performance.now() < end)) {
      const next = rows.slice(seen.length, seen.length + mostOpened);
      seen.push(...(await Promise.all(next.map((row) => this.judge.see(row, keys)))));
    }
    await this.mailbox.deliveries.noteLanes(tx, seen);
    return true;
  }
}
