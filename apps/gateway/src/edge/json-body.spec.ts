import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { edge } from '../options.js';
import { readBody } from './json-body.js';

const limit = 1_000;
const codeOf = (read: Promise<unknown>): Promise<unknown> =>
  read.then(
    () => 'read',
    (error: unknown) => (error as { code?: unknown }).code,
  );

describe('a body', () => {
  it('is read up to its limit, in any pieces', async () => {
    const body = new PassThrough();
    const read = readBody(body, limit, 5_000);
    for (let n = 0; n < 10; n += 1) body.write(Buffer.alloc(100, n));
    body.end();
    expect(await read).toHaveLength(limit);
  });

  it('that is too large is read to its end and refused', async () => {
    const body = new PassThrough();
    const read = codeOf(readBody(body, limit, 5_000));
    let sent = 0;
    for (; sent < edge.discardedBytes; sent += 65_536) body.write(Buffer.alloc(65_536));
    let code: unknown;
    void read.then((each) => (code = each));
    do await new Promise(setImmediate);
    while (body.readableLength > 0);
    await new Promise(setImmediate);
    expect(code).toBeUndefined();
    body.end();
    expect(await read).toBe('BODY_TOO_LARGE');
  });

  it('that is far too large is refused before its end', async () => {
    const body = new PassThrough();
    const read = codeOf(readBody(body, limit, 5_000));
    body.write(Buffer.alloc(limit + edge.discardedBytes + 1));
    expect(await read).toBe('BODY_TOO_LARGE');
  });

  // The remedy of the other codes is to send it again.
  it.each([
    ['slow', 10, undefined, 'BODY_TOO_SLOW'],
    ['slow and too large', limit + 1, undefined, 'BODY_TOO_LARGE'],
    ['slow and announced as too large', 10, limit + 1, 'BODY_TOO_LARGE'],
  ])('that is %s is refused for that', async (_, bytes, announced, code) => {
    const body = new PassThrough();
    body.write(Buffer.alloc(bytes));
    expect(await codeOf(readBody(body, limit, 50, announced))).toBe(code);
  });

  it.each([
    ['early', 10, 'REQUEST_INVALID'],
    ['after too much', limit + 1, 'BODY_TOO_LARGE'],
  ])('whose sender hangs up %s is refused for that', async (_, bytes, code) => {
    const body = new PassThrough();
    const read = codeOf(readBody(body, limit, 5_000));
    body.write(Buffer.alloc(bytes));
    await new Promise(setImmediate);
    body.destroy();
    expect(await read).toBe(code);
  });
});
