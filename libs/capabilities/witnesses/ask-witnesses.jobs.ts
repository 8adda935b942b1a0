import type { Journal } from '#journal';
import type { Store } from '#store';
import type { OfferCheckpoint } from './offer-checkpoint.jobs.js';

/** Age of the last signature up to which no witness is asked, in milliseconds. A rollback could span no more than that. */
const recentMs = 60_000;
/** Longest wait in milliseconds: a neighbour that is down must not stop this State. Later answers still count. */
const waitMs = 10_000;
const lookMs = 200;

/**
 * Asks the witnesses before the first signature after a pause. A witness with a newer checkpoint stops the sequencer
 * (`AcceptCosignature`), which detects a restored old database.
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
