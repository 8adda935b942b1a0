import { phrase, type Detail } from '#kernel';
import { type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';

/** Address of a service outside the State. Comes from the settings only, never from a message. */
export interface OutsideAddress {
  /** Address with `https:`; `http:` is allowed only for this machine. */
  readonly url: string;
  /** Trusted certificate authorities (PEM) for the service's TLS certificate; undefined for `http:`. */
  readonly tlsAuthority: string | undefined;
  /** Time limit (ms) for the whole exchange: connecting, sending the body and reading the answer; default 15,000. */
  readonly withinMs?: number;
}

interface Posted {
  readonly body: Uint8Array;
  readonly type: string;
  readonly accept: string;
}

const standardWithinMs = 15_000;
const longestAnswer = 65_536;

/** Posts a body to an outside service and returns what `read` makes of the answer. Follows no redirect. */
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
    const readResponse = (response: IncomingMessage): void => {
      read(response).then(done, (error: unknown) => {
        failed(error);
        response.destroy();
      });
    };
    const asked =
      url.protocol === 'https:'
        ? tlsRequest(url, secure, readResponse)
        : plainRequest(url, options, readResponse);
    asked.on('error', fail);
    asked.end(body);
  });
}

/** Reads the body of an answer. @throws the error that `refuse` makes, if the body is longer than `most` bytes; default: 64 KiB */
export async function readBounded(
  response: IncomingMessage,
  refuse: (why: Detail) => Error,
  most = longestAnswer,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) throw refuse(phrase`more than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
