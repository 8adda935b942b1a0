import { phrase } from '#kernel';
import type { Readable } from 'node:stream';
import { GatewayError } from '../errors.js';
import { edge } from '../options.js';

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Refuses JSON that is nested too deeply or has member names that could change an object's prototype.
 * @throws JSON_INVALID
 */
export function checkShape(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth >= edge.jsonDepth)
    throw new GatewayError('JSON_INVALID', phrase`deeper than ${edge.jsonDepth} levels`);
  for (const [name, member] of Object.entries(value)) {
    if (forbidden.has(name)) throw new GatewayError('JSON_INVALID', phrase`a member named ${name}`);
    checkShape(member, depth + 1);
  }
}

export function parseJson(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    // The parser's message quotes the body and must not reach log or caller.
    throw new GatewayError('JSON_INVALID', phrase`not JSON in UTF-8`);
  }
  checkShape(value);
  return value;
}

export const tooLarge = (limit: number): GatewayError =>
  new GatewayError('BODY_TOO_LARGE', phrase`at most ${limit} bytes`);

/**
 * Reads a body of at most `limit` bytes within `withinMs` milliseconds. Reads a larger one to its end, within
 * `edge.discardedBytes`, and keeps nothing of it: a client that is cut off while it sends never sees the refusal.
 * @throws BODY_TOO_LARGE, BODY_TOO_SLOW, REQUEST_INVALID
 */
export function readBody(
  stream: Readable,
  limit: number = edge.jsonBytes,
  withinMs: number = edge.jsonWithinMs,
  announced = 0,
): Promise<Uint8Array> {
  // Far too large: refused before its first byte is read.
  if (announced > limit + edge.discardedBytes) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const tooLargeOr = (error: GatewayError): GatewayError =>
      Math.max(size, announced) > limit ? tooLarge(limit) : error;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
      if (size > limit + edge.discardedBytes) fail(tooLarge(limit));
    };
    const stop = (): void => {
      clearTimeout(timer);
      stream.off('data', onData).off('end', onEnd).off('close', onClose);
    };
    const fail = (error: GatewayError): void => {
      stop();
      stream.pause();
      reject(error);
    };
    const onEnd = (): void => {
      if (size > limit) {
        fail(tooLarge(limit));
        return;
      }
      stop();
      resolve(Buffer.concat(chunks, size));
    };
    const onClose = (): void =>
      fail(tooLargeOr(new GatewayError('REQUEST_INVALID', phrase`the body ended early`)));
    const timer = setTimeout(() => {
      fail(tooLargeOr(new GatewayError('BODY_TOO_SLOW', phrase`not whole within ${withinMs} ms`)));
    }, withinMs);
    stream.on('data', onData).on('end', onEnd).on('close', onClose);
    // Never removed: an aborted body emits an error later, which must not end the process.
    stream.on('error', onClose);
  });
}
