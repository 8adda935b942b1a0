import { type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http';
import { BorderError } from './errors.js';
import { request as tlsRequest } from 'node:https';

/** Address of a time-stamp authority; from the settings, never from outside. */
export interface TimeQueryAddress {
  /** `https:` anywhere, `http:` on this machine alone. */
  readonly url: string;
  /** The only authorities that its TLS certificate may lead to (PEM); undefined for `http:`. */
  readonly tlsAuthority: string | undefined;
  /** Time for everything together, from the first packet to the last byte; default 15 s. */
  readonly withinMs?: number;
}

const standardWithinMs = 15_000;
const longestAnswer = 65_536;
const query = 'application/timestamp-query';
const reply = 'application/timestamp-reply';

/**
 * Asks a time-stamp authority (RFC 3161 section 3.4). A redirect is an answer like any other wrong one: no address that
 * came from outside is ever asked.
 * @returns the body as it came, unread
 * @throws BorderError TIME_QUERY_FAILED when nothing came in time; TIME_QUERY_REFUSED for an answer that is none
 */
export function postTimeQuery(to: TimeQueryAddress, body: Uint8Array): Promise<Buffer> {
  const url = new URL(to.url);
  const options: RequestOptions = {
    method: 'POST',
    headers: { 'content-type': query, 'content-length': body.length, accept: reply },
    agent: false,
    maxHeaderSize: 16_384,
    signal: AbortSignal.timeout(to.withinMs ?? standardWithinMs),
  };
  const secure = { ...options, ca: to.tlsAuthority, minVersion: 'TLSv1.2' } as const;
  return new Promise((done, fail) => {
    const failed = (cause: unknown): void => {
      fail(
        cause instanceof BorderError
          ? cause
          : new BorderError('TIME_QUERY_FAILED', undefined, cause),
      );
    };
    const heard = (response: IncomingMessage): void => {
      read(response).then(done, (error: unknown) => {
        failed(error);
        response.destroy();
      });
    };
    const asked =
      url.protocol === 'https:'
        ? tlsRequest(url, secure, heard)
        : plainRequest(url, options, heard);
    asked.on('error', failed);
    asked.end(body);
  });
}

async function read(response: IncomingMessage): Promise<Buffer> {
  const refuse = (why: string): BorderError => new BorderError('TIME_QUERY_REFUSED', why);
  const { statusCode = 0, headers } = response;
  if (statusCode !== 200) throw refuse(`HTTP ${statusCode}`);
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== reply) throw refuse('media type');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > longestAnswer) throw refuse(`more than ${longestAnswer} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
