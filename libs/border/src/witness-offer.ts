import { BorderError } from './errors.js';
import { type OutsideAddress, postOutside, readBounded } from './outside-post.js';

/** Answer of a witness, unread. */
export interface WitnessAnswer {
  /** HTTP status. */
  readonly status: number;
  readonly body: Buffer;
}

const text = 'text/plain; charset=utf-8';

/**
 * Offers a checkpoint to a witness outside: `add-checkpoint` of tlog-witness, below the address. Any status is an answer; a
 * redirect is not followed.
 * @throws BorderError WITNESS_UNREACHED when nothing whole came in time
 */
export async function postOffer(to: OutsideAddress, offer: Uint8Array): Promise<WitnessAnswer> {
  const url = `${to.url.replace(/\/$/, '')}/add-checkpoint`;
  try {
    return await postOutside(
      { ...to, url },
      { body: offer, type: text, accept: '*/*' },
      async (response) => {
        const { statusCode: status = 0 } = response;
        return { status, body: await readBounded(response, (why) => new RangeError(why)) };
      },
    );
  } catch (cause) {
    throw new BorderError('WITNESS_UNREACHED', undefined, cause);
  }
}
