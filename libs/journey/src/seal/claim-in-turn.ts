import type { Claimed, Outbox, Waiting } from '#mailbox';
import type { Tx } from '#store';

/** Rows that were claimed; `again`: they failed before. */
interface Turn extends Claimed {
  readonly again: boolean;
}

/**
 * Claims what is new and what failed before in turn, never together: however much fails again and again, every second batch is what
 * is new.
 */
export class ClaimInTurn {
  #wasNew = false;

  constructor(private readonly outbox: Pick<Outbox, 'claimQueued'>) {}

  /** Changes nothing of the turn: the batch may fail. */
  async next(tx: Tx, waiting: Waiting): Promise<Turn> {
    const isDue = waiting.aside.due.length > 0;
    for (const again of order(this.#wasNew, isDue)) {
      const { rows, more } = await this.outbox.claimQueued(tx, waiting, again);
      // Either may leave some of the other behind.
      if (rows.length > 0) return { rows, more: more || isDue, again };
    }
    return { rows: [], more: false, again: false };
  }

  took({ again }: Pick<Turn, 'again'>): void {
    this.#wasNew = !again;
  }
}

function order(wasNew: boolean, isDue: boolean): readonly boolean[] {
  if (!isDue) return [false];
  return wasNew ? [true, false] : [false, true];
}
