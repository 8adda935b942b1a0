import { BorderError } from './errors.js';
import { type OutsideAddress, postOutside, readBounded } from './outside-post.js';

export interface WitnessAnswer {
  readonly status: number;
  readonly body: Buffer;
}

const text = 'text/plain; charset=utf-8';

/**
 * Sends a checkpoint to an outside witness (C2SP tlog-witness, `add-checkpoint`). Returns the answer, even with an error
 * status. @throws BorderError WITNESS_UNREACHED
 */
export async function postOffer(to: OutsideAddress, offer: Uint8Array): Promise<WitnessAnswer> {
  const url = `${to.url.replace(/\/$/, '')}/add-checkpoint`;
  try {
    return await postOutside(
      { ...to, url },
      { body: offer, type: text, accept: '*/*' },
      async (response) => {
        const { statusCode: status = 0 } = response;
        return { status, body: await readBounded(response, (why) => new RangeError(String(why))) };
      },
    );
  } catch (cause) {
    throw new BorderError('WITNESS_UNREACHED', undefined, cause);
  }
}
