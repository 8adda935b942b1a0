import type { Cases } from '#capabilities/cases';
import { duplicatesNoticed } from './deconfliction.events.js';
import { recordEach } from '#threads';
import type { Journal } from '#journal';
import type { Store } from '#store';

/** Maximum number of checks in one run. One check may cause 21 log events, and the journal accepts 1,024 events in one call. */
const batchSize = 48;

/**
 * Notifies the authorities whose threads match a deconfliction check. Runs in the service `sealer`, because `sealer` sees all
 * authorities' threads.
 */
export class NotifyDesks {
  readonly soonMs = 150;

  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
  ) {}

  run(): Promise<boolean> {
    return this.store.transaction({ step: 'notify-desks' }, async (tx) => {
      const { notices } = this.cases;
      const { checks, concerned } = await notices.takeChecks(tx, batchSize);
      const recorded = await recordEach(this.journal, tx, concerned, duplicatesNoticed);
      notices.recordNotices(
        tx,
        recorded.map(({ item, event }) => ({ ...item, at: event.at, event: event.id })),
      );
      return checks === batchSize;
      // Durable now: notices with their entries; the searched values are deleted.
    });
  }
}
