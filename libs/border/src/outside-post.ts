import { type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';

/** Address of a service outside; from the settings, never from outside. */
export interface OutsideAddress {
  /** `https:` anywhere, `http:` on this machine alone. */
  readonly url: string;
  /** The only authorities that its TLS certificate may lead to (PEM); undefined for `http:`. */
  readonly tlsAuthority: string | undefined;
  /** Time for everything together, from the first packet to the last byte; default 15 s. */
  readonly withinMs?: number;
}

/** Body to post, its media type, and the one that is wanted. */
interface Posted {
  readonly body: Uint8Array;
  readonly type: string;
  readonly accept: string;
}

const standardWithinMs = 15_000;
const longestAnswer = 65_536;

/** Posts to an outside service and has `read` judge the answer, all in the time of the address. No redirect is followed. */
export function postOutside<T>(
  to: OutsideAddress,
  { body, type, accept }: Posted,
  read: (response: IncomingMessage) => Promise<T>,
): Promise<T> {
  const url = new URL(to.url);
  const options: RequestOptions = {
    method: 'POST',
    headers: { 'content-type': type, 'content-length': body.length, accept },
    agent: false,
    maxHeaderSize: 16_384,
    signal: AbortSignal.timeout(to.withinMs ?? standardWithinMs),
  };
  const secure = { ...options, ca: to.tlsAuthority, minVersion: 'TLSv1.2' } as const;
  return new Promise((done, fail) => {
    const failed = (cause: unknown): void => {
      fail(cause instanceof Error ? cause : new Error('no answer', { cause }));
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
    asked.on('error', fail);
    asked.end(body);
  });
}

/** Body of an answer, at most 64 KiB; longer ones are refused by `refuse`. */
export async function readBounded(
  response: IncomingMessage,
  refuse: (why: string) => Error,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > longestAnswer) throw refuse(`more than ${longestAnswer} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
