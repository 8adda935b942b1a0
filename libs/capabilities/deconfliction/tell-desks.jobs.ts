import type { Cases } from '#capabilities/cases';
import { deskTold } from './deconfliction.events.js';
import { recordEach } from '#threads';
import type { Journal } from '#journal';
import type { Store } from '#store';

/** Checks in one run. One check may cause 21 log events; the journal accepts 1,024 at once. */
const batchSize = 48;

/**
 * Notifies desks of checks that concern their threads. Runs in the sealer, which sees all threads already; checks without a
 * match take the same path.
 */
export class TellDesks {
  readonly soonMs = 150;

  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
  ) {}

  run(): Promise<boolean> {
    return this.store.transaction({ step: 'tell-desks' }, async (tx) => {
      const { notices } = this.cases;
      const { checks, concerned } = await notices.take(tx, batchSize);
      const told = await recordEach(this.journal, tx, concerned, deskTold);
      notices.record(
        tx,
        told.map(({ item, event }) => ({ ...item, at: event.at, event: event.id })),
      );
      return checks === batchSize;
      // Durable now: notices with their entries; the searched values are deleted.
    });
  }
}
