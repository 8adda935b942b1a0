import type { Cases } from '#capabilities/cases';
import { deskTold } from './deconfliction.events.js';
import { recordEach } from '#threads';
import type { Journal } from '#journal';
import type { Store } from '#store';

/** Checks of one run. Each may be an entry for 21 threads; the journal takes 1,024 entries at once. */
const batchSize = 48;

/**
 * Tells other desks of this State, and officers of the same one whose threads the asker may not read, that somebody asked about
 * what they work on, and the desk to which something came that
 * another may already work on it. The sealer does it: it sees the threads of every authority already, and an officer's
 * service, which answers before this runs, need not. A check that concerns nobody goes the same way.
 */
export class TellDesks {
  /** Nobody waits for it: looks of this many milliseconds are told together. */
  readonly soonMs = 150;

  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
  ) {}

  /** True when more may be due already. */
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
      // Durable now: each desk's notice with its entry; what was sought is forgotten.
    });
  }
}
