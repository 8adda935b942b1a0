import { Readable } from 'node:stream';
import { transferPiece } from '#capabilities/attachments/pieces.model';
import { differsHeader, scanHeader } from './download.js';
import { sandboxPolicy } from '../edge/security-headers.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  build,
  closeAll,
  ServiceError,
  token,
  bearer,
  id,
  thread,
} from '../../../../test/support/http-gateway.js';
import type { Handlers } from '../../../../test/support/http-gateway.js';

const piece = transferPiece.bytes;

afterAll(closeAll);

describe('uploads', () => {
  const finished = { upload: 'u-1', size: 1, sha256: 'a', sha512: 'b' };
  const handlers: Handlers = {
    'requests.upload-begin': () => ({ upload: 'u-1' }),
    'requests.upload-finish': () => finished,
  };
  const send = (app: NestFastifyApplication, payload: Buffer | Readable, headers = {}) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/uploads',
      headers: { ...bearer, 'content-type': 'application/octet-stream', ...headers },
      payload,
    });

  it.each([1, piece - 1, piece, piece + 1, 3 * piece + 7])(
    'carries %d bytes in pieces of 768 KiB, one after the other',
    async (size) => {
      let active = 0;
      const { app, bus } = await build({
        ...handlers,
        'requests.upload-chunk': async () => {
          active += 1;
          expect(active).toBe(1);
          await new Promise((resolve) => setImmediate(resolve));
          active -= 1;
        },
      });
      const content = Buffer.alloc(size).map((_, index) => index % 251);
      const answer = await send(app, Buffer.from(content));
      expect([answer.statusCode, answer.json()]).toEqual([201, finished]);
      expect(bus.callsOf('requests.upload-begin')).toEqual([{ session: token, size }]);
      const chunks = bus.callsOf('requests.upload-chunk');
      expect(chunks.map(({ index }) => index)).toEqual([...chunks.keys()]);
      const sizes = chunks.map(({ bytes }) => (bytes as Uint8Array).length);
      expect(sizes.slice(0, -1).every((length) => length === piece)).toBe(true);
      expect(Buffer.concat(chunks.map(({ bytes }) => bytes as Uint8Array))).toEqual(
        Buffer.from(content),
      );
    },
  );

  it.each([
    ['a length of zero', { 'content-length': '0' }, 411],
    ['a length above the limit', { 'content-length': '4194305' }, 413],
    ['a media type that is not octets', { 'content-type': 'image/png' }, 415],
    ['JSON', { 'content-type': 'application/json' }, 400],
  ])('refuses an upload with %s before any service is asked', async (_what, headers, status) => {
    const { app, bus } = await build(handlers);
    const answer = await send(app, Buffer.from('x'), headers);
    expect(answer.statusCode).toBe(status);
    expect(bus.callsOf('requests.upload-begin')).toEqual([]);
  });

  it('refuses an upload that does not say its length', async () => {
    const { app, bus } = await build(handlers);
    const answer = await send(app, Readable.from([Buffer.from('x')]));
    expect(answer.statusCode).toBe(411);
    expect(bus.callsOf('requests.upload-begin')).toEqual([]);
  });

  it('does not finish an upload that is shorter than announced', async () => {
    const { app, bus } = await build(handlers);
    const answer = await send(app, Buffer.from('x'), { 'content-length': '2' });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
      400,
      'UPLOAD_BROKEN',
    ]);
    expect(bus.callsOf('requests.upload-finish')).toEqual([]);
  });

  it('stops at the first chunk that the service refuses', async () => {
    const { app, bus } = await build({
      ...handlers,
      'requests.upload-chunk': () => {
        throw new ServiceError('STORE_FULL', { action: 'retry', status: 507 });
      },
    });
    const answer = await send(app, Buffer.alloc(3 * piece));
    expect(answer.statusCode).toBe(503);
    expect(bus.callsOf('requests.upload-chunk')).toHaveLength(1);
  });
});

describe('attachments', () => {
  const sha256 = '00'.repeat(32);
  const sha512 = 'ff'.repeat(64);
  const url = (service: string): string =>
    `/api/v1/${service}/${id}/dispatches/${id}/attachments/1?purpose=PREVENTION`;
  const content = Buffer.alloc(2 * piece + 5, 'liaise');

  const serving =
    (change: (chunk: number) => object = () => ({})) =>
    ({ chunk }: { readonly chunk: number }): unknown => ({
      bytes: new Uint8Array(
        content.subarray(
          chunk * transferPiece.chunkBytes,
          chunk * transferPiece.chunkBytes + piece,
        ),
      ),
      last: chunk === 6,
      attachment: {
        position: 1,
        name: '../\u202egnp.exe";\r\nx: y é',
        mediaType: 'text/html',
        size: content.length,
        sha256,
        sha512,
        state: 'COMPLETE',
        chunks: 3,
        have: 3,
        scan: {
          verdict: 'NOT_SCANNED',
          reason: 'ENCRYPTED',
          engine: 'Clam"AV\r\n1',
          at: '2026-01-01T00:00:00.000Z',
        },
      },
      ...change(chunk),
    });

  it.each(['requests', 'inbox'] as const)('streams an attachment of %s', async (service) => {
    const pattern = `${service}.attachment` as const;
    const { app, bus } = await build({ [pattern]: serving() });
    const answer = await app.inject({ method: 'GET', url: url(service), headers: bearer });
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.equals(content)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(content.length),
      'content-security-policy': sandboxPolicy,
      'x-content-type-options': 'nosniff',
      'repr-digest': `sha-256=:${'A'.repeat(43)}=:, sha-512=:${'/'.repeat(85)}w==:`,
    });
    expect(answer.headers).not.toHaveProperty(differsHeader);
    expect(answer.headers[scanHeader]).toBe(
      'NOT_SCANNED;reason="ENCRYPTED";engine="Clam_AV__1";at="2026-01-01T00:00:00.000Z"',
    );
    const disposition = answer.headers['content-disposition'] as string;
    expect(disposition).toMatch(
      /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w%.!~-]+$/,
    );
    expect(disposition).not.toMatch(/[\r\n\\/]|\.\./);
    expect(bus.callsOf(pattern).map(({ chunk }) => chunk)).toEqual([0, 3, 6]);
    expect(bus.callsOf(pattern)[0]).toMatchObject({
      session: token,
      purpose: 'PREVENTION',
      thread,
      dispatch: id,
      position: 1,
    });
  });

  it('marks one that is not what its sender says, and gives it all the same', async () => {
    const { app } = await build({ 'inbox.attachment': serving(() => ({ differs: true })) });
    const answer = await app.inject({ method: 'GET', url: url('inbox'), headers: bearer });
    expect([answer.statusCode, answer.headers[differsHeader]]).toEqual([200, '?1']);
    expect(answer.rawPayload.equals(content)).toBe(true);
  });

  it('refuses before the first byte with a problem document', async () => {
    const { app } = await build({
      'inbox.attachment': () => {
        throw new ServiceError('THREAD_UNKNOWN', {});
      },
    });
    const answer = await app.inject({ method: 'GET', url: url('inbox'), headers: bearer });
    expect([answer.statusCode, answer.headers['content-disposition']]).toEqual([404, undefined]);
  });

  it('refuses an attachment that is not whole', async () => {
    const partial = serving();
    const { app } = await build({
      'inbox.attachment': (data) => {
        const answer = partial(data) as { attachment: object };
        return { ...answer, attachment: { ...answer.attachment, state: 'PARTIAL' } };
      },
    });
    const answer = await app.inject({ method: 'GET', url: url('inbox'), headers: bearer });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
      409,
      'ATTACHMENT_INCOMPLETE',
    ]);
  });

  it.each([
    [
      'is refused',
      () => {
        throw new ServiceError('GONE', {});
      },
    ],
    ['is too short', () => ({ bytes: new Uint8Array(1) })],
    ['is the last too early', () => ({ last: true })],
  ])('never ends well when a later chunk %s', async (_what, change: () => object) => {
    const { app } = await build({
      'inbox.attachment': serving((chunk) => (chunk === 3 ? change() : {})),
    });
    const answer = app.inject({ method: 'GET', url: url('inbox'), headers: bearer });
    await expect(answer).rejects.toThrow();
  });
});
