import type { AuthorityName, StampQuestions } from '#journal';
import { CodedError } from '#kernel';
import type { Store } from '#store';

export interface ReachedAuthority {
  readonly name: AuthorityName;
  readonly post: (request: Uint8Array) => Promise<Buffer>;
}

/** Sends each request for a time-stamp once and stores the answer unparsed. */
export class PostStamps {
  constructor(
    private readonly store: Store,
    private readonly stamps: Pick<StampQuestions, 'takeRequest' | 'answered'>,
    private readonly authorities: readonly ReachedAuthority[],
    private readonly onFailure: (authority: AuthorityName, error: unknown) => void,
  ) {}

  async run(): Promise<number> {
    const carried = await Promise.all(this.authorities.map((each) => this.carry(each)));
    return carried.filter((one) => one).length;
  }

  private async carry({ name, post }: ReachedAuthority): Promise<boolean> {
    const context = { step: 'post-stamps' };
    const taken = await this.store.transaction(context, (tx) => this.stamps.takeRequest(tx, name));
    if (taken === undefined) return false;
    // Durable now: the request counts as sent. A crash from here on leaves it unanswered, and a new one follows.
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
