import type { Journal } from '#journal';
import { isFull, type Mailbox } from '#mailbox';
import type { Store } from '#store';
import { refusalsMany } from '../events.js';

export interface RefusedToday extends Record<string, number> {
  kept: number;
  counted: number;
  neighbours: number;
}

/**
 * Logs how many refused messages exceeded a neighbour's daily limit and were not stored. Logs at most hourly per neighbour
 * and `RefusalKind`.
 */
export class TellRefusals {
  readonly numbers: RefusedToday = { kept: 0, counted: 0, neighbours: 0 };

  constructor(
    private readonly store: Store,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
  ) {}

  get degraded(): readonly string[] {
    return this.numbers.neighbours > 0 ? ['REFUSALS_MANY'] : [];
  }

  async run(): Promise<void> {
    const { refusals } = this.mailbox;
    const rows = await this.store.transaction({ step: 'tell-refusals' }, async (tx) => {
      await this.journal.recordAll(tx, (await refusals.toTell(tx)).map(refusalsMany));
      return refusals.today(tx);
      // Durable now: the entry, and the mark that these counts are logged.
    });
    const full = rows.filter((row) => isFull(row, refusals.bound));
    this.numbers.kept = rows.reduce((sum, { kept }) => sum + kept, 0);
    this.numbers.counted = rows.reduce((sum, { counted }) => sum + counted, 0);
    this.numbers.neighbours = new Set(full.map(({ linkId }) => linkId)).size;
  }
}
