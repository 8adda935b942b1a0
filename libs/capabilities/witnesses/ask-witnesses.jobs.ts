import type { Journal } from '#journal';
import type { Store } from '#store';
import type { OfferCheckpoint } from './offer-checkpoint.jobs.js';

/** A log that was signed so shortly ago cannot have been put back by more than that. */
const recentMs = 60_000;
/** A neighbour that is down must not stop this State: after this time the log goes on, and an answer still counts. */
const waitMs = 10_000;
const lookMs = 200;

/**
 * Before the first signature after a pause: offers the newest checkpoint to the witnesses and waits for their answers. One
 * that holds a newer checkpoint of this log has the sequencer stopped by then (`AcceptCosignature`).
 */
export class AskWitnesses {
  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
    private readonly offers: OfferCheckpoint,
  ) {}

  /** Resolves when all have answered, after ten seconds, or once `signal` is aborted. */
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
