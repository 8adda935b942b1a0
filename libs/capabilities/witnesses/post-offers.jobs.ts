import type { OutsideAnswer, OutsideName, OutsideOffers } from '#journal';
import { isCoded } from '#kernel';
import type { Store } from '#store';

/** Witness outside, and the way to it. */
export interface ReachedWitness {
  readonly name: OutsideName;
  /** Carries an offer outside and brings what comes back; at most 64 KiB. */
  readonly post: (offer: Uint8Array) => Promise<{ readonly status: number; readonly body: Buffer }>;
}

/** Carries offers to the witnesses outside and keeps what comes back, unread. Each offer leaves once. */
export class PostOffers {
  constructor(
    private readonly store: Store,
    private readonly offers: OutsideOffers,
    private readonly witnesses: readonly ReachedWitness[],
    private readonly onFailure: (witness: OutsideName, error: unknown) => void,
  ) {}

  /** Returns whether any was carried. One witness does not hold up the other. */
  async run(): Promise<boolean> {
    const carried = await Promise.all(this.witnesses.map((each) => this.carry(each)));
    return carried.includes(true);
  }

  private async carry({ name, post }: ReachedWitness): Promise<boolean> {
    const context = { step: 'post-offers' };
    const taken = await this.store.transaction(context, (tx) => this.offers.take(tx, name));
    if (taken === undefined) return false;
    // Durable now: that it was sent. A crash from here on leaves it unanswered, and another is made.
    const came = await post(taken.request).catch((error: unknown): OutsideAnswer => {
      this.onFailure(name, error);
      return { failure: isCoded(error) ? error.code : 'UNKNOWN' };
    });
    await this.store.transaction(context, (tx) => {
      this.offers.answered(tx, name, taken.offer, came);
      return Promise.resolve();
    });
    return true;
  }
}
