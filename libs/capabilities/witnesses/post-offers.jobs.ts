import type { OutsideAnswer, OutsideName, OutsideOffers } from '#journal';
import { isCoded } from '#kernel';
import type { Store } from '#store';

export interface ReachedWitness {
  readonly name: OutsideName;
  readonly post: (offer: Uint8Array) => Promise<{ readonly status: number; readonly body: Buffer }>;
}

/** Sends each offer to one witness outside, once; stores the answer unparsed. */
export class PostOffers {
  constructor(
    private readonly store: Store,
    private readonly offers: OutsideOffers,
    private readonly witness: ReachedWitness,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  async run(): Promise<boolean> {
    const { name, post } = this.witness;
    const context = { step: 'post-offers' };
    const taken = await this.store.transaction(context, (tx) => this.offers.takeOffer(tx, name));
    if (taken === undefined) return false;
    // Durable now: the offer counts as sent. A crash from here on leaves it unanswered, and a new one follows.
    const came = await post(taken.request).catch((error: unknown): OutsideAnswer => {
      this.onFailure(error);
      return { failure: isCoded(error) ? error.code : 'UNKNOWN' };
    });
    await this.store.transaction(context, (tx) => {
      this.offers.answered(tx, name, taken.offer, came);
      return Promise.resolve();
    });
    return true;
  }
}
