import type { Journal } from '#journal';
import type { Store } from '#store';
import type { OfferCheckpoint } from './offer-checkpoint.jobs.js';

/** Minimum age (ms) of the newest checkpoint at which this State asks its witnesses. */
const recentMs = 60_000;
/** Maximum wait for the answers in milliseconds; a silent neighbour must not stop this State. */
const waitMs = 10_000;
const lookMs = 200;

/**
 * Asks the witnesses whether they know a newer checkpoint than this database, before signing begins. A newer one shows that
 * the database is old.
 */
export class AskWitnesses {
  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
    private readonly offers: OfferCheckpoint,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    const { age, now } = await this.store.transaction({ step: 'ask-witnesses' }, (tx) =>
      this.journal.sinceCheckpoint(tx),
    );
    if (age === null || age < recentMs) return;
    const links = await this.offers.run();
    const until = performance.now() + waitMs;
    while (links.length > 0 && !signal.aborted && performance.now() < until) {
      const answered = await this.store.transaction({ step: 'ask-witnesses' }, (tx) =>
        this.journal.witnesses.haveAnswered(tx, links, now),
      );
      if (answered) return;
      await new Promise((done) => setTimeout(done, lookMs));
    }
  }
}
