import type { Claimed, Outbox, Waiting } from '#mailbox';
import type { Tx } from '#store';

interface Turn extends Claimed {
  readonly again: boolean;
}

export class ClaimInTurn {
  #wasNew = false;

  constructor(private readonly outbox: Pick<Outbox, 'claimQueued'>) {}

  async next(tx: Tx, waiting: Waiting): Promise<Turn> {
    const isDue = waiting.aside.due.length > 0;
    for (const again of order(this.#wasNew, isDue)) {
      const { rows, more } = await this.outbox.claimQueued(tx, waiting, again);
      // Rows of the other kind may remain.
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
