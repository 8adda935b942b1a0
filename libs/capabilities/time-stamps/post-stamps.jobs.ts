import type { AuthorityName, StampQuestions } from '#journal';
import { CodedError } from '#kernel';
import type { Store } from '#store';

/** Time-stamp authority, and the way to it. */
export interface ReachedAuthority {
  readonly name: AuthorityName;
  /** Carries a question outside and brings what comes back; at most 64 KiB. */
  readonly post: (request: Uint8Array) => Promise<Buffer>;
}

/**
 * Carries questions to the time-stamp authorities and keeps what comes back, unread. Each question leaves once; the
 * database notes the time before and after, between which the authority's time must lie.
 */
export class PostStamps {
  constructor(
    private readonly store: Store,
    private readonly stamps: Pick<StampQuestions, 'take' | 'answered'>,
    private readonly authorities: readonly ReachedAuthority[],
    private readonly onFailure: (authority: AuthorityName, error: unknown) => void,
  ) {}

  /** Returns how many were carried. One authority does not hold up the other. */
  async run(): Promise<number> {
    const carried = await Promise.all(this.authorities.map((each) => this.carry(each)));
    return carried.filter((one) => one).length;
  }

  private async carry({ name, post }: ReachedAuthority): Promise<boolean> {
    const context = { step: 'post-stamps' };
    const taken = await this.store.transaction(context, (tx) => this.stamps.take(tx, name));
    if (taken === undefined) return false;
    // Durable now: that it was sent. A crash from here on leaves it unanswered, and another is asked.
    const came = await post(taken.request).then(
      (response) => ({ response }),
      (error: unknown) => {
        this.onFailure(name, error);
        const code: unknown = error instanceof CodedError ? error.code : undefined;
        return { failure: typeof code === 'string' ? code : 'UNKNOWN' };
      },
    );
    await this.store.transaction(context, (tx) => {
      this.stamps.answered(tx, name, taken.nonce, came);
      return Promise.resolve();
    });
    return true;
  }
}
