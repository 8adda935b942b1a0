import { phrase, type Detail } from '#kernel';
import { BorderError } from './errors.js';
import { type OutsideAddress, postOutside, readBounded } from './outside-post.js';

export type TimeQueryAddress = OutsideAddress;

const query = 'application/timestamp-query';
const reply = 'application/timestamp-reply';

/**
 * Sends a query to a time-stamp authority (RFC 3161, section 3.4). Follows no redirect: only the settings decide which
 * addresses are contacted. @returns the unparsed answer @throws BorderError TIME_QUERY_FAILED if no answer came in time;
 * TIME_QUERY_REFUSED if HTTP status, media type or size is wrong
 */
export async function postTimeQuery(to: TimeQueryAddress, body: Uint8Array): Promise<Buffer> {
  const refuse = (why: Detail): BorderError => new BorderError('TIME_QUERY_REFUSED', why);
  try {
    return await postOutside(to, { body, type: query, accept: reply }, async (response) => {
      const { statusCode = 0, headers } = response;
      if (statusCode !== 200) throw refuse(phrase`HTTP ${statusCode}`);
      const [type = ''] = (headers['content-type'] ?? '').split(';');
      if (type.trim().toLowerCase() !== reply) throw refuse(phrase`media type`);
      return readBounded(response, refuse);
    });
  } catch (cause) {
    if (cause instanceof BorderError) throw cause;
    throw new BorderError('TIME_QUERY_FAILED', undefined, cause);
  }
}
