import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { connect } from 'node:tls';
import { createLogger } from '#runtime';
import { transferPiece } from '#capabilities/attachments/pieces.model';
import {
  beginUpload,
  finishUpload,
  PieceAsked,
  readAttachment,
  sendPiece,
  UploadBegun,
  UploadPiece,
  type AttachmentPiece,
  type OpenUpload,
  type UploadView,
} from '#capabilities/attachments/transfers.contract';
import { readSession, type OwnSession } from '#capabilities/sessions/sessions.contract';
import type { Nothing } from '#contract';
import {
  AdmitOfficer,
  ADMITS,
  AskedOf,
  busExceptionProvider,
  busServerOptions,
  Handles,
  Officer,
  type Admits,
} from '#service';
import { BusClient } from '#bus';
import { createAuthority, issueCertificate } from '#broker';
import { eventually, TestBus, TestFolder } from '../../../test/support/nats.js';
import { bearer, id } from '../../../test/support/http-gateway.js';
import { createGateway } from './gateway.js';

const MIB = 1024 * 1024;
const anUpload = '0190a0b0-0000-4000-8000-000000000004';

@Controller()
class RequestsController {
  readonly begun: number[] = [];
  hash = createHash('sha256');
  received = 0;
  finished = 0;

  @Handles(readSession)
  session(): Promise<OwnSession> {
    return Promise.resolve({} as OwnSession);
  }

  @Handles(beginUpload)
  begin(@Officer() _officer: object, @AskedOf() { size }: UploadBegun): Promise<OpenUpload> {
    this.begun.push(size);
    this.hash = createHash('sha256');
    this.received = 0;
    return Promise.resolve({ upload: anUpload });
  }

  @Handles(sendPiece)
  async chunk(@Officer() _officer: object, @AskedOf() { bytes }: UploadPiece): Promise<Nothing> {
    await setTimeout(2);
    this.hash.update(bytes);
    this.received += bytes.length;
    return {};
  }

  @Handles(finishUpload)
  finish(): Promise<UploadView> {
    this.finished += 1;
    const kept = { upload: anUpload, size: this.received, sha256: this.hash.digest('hex') };
    return Promise.resolve(kept as UploadView);
  }

  @Handles(readAttachment)
  attachment(
    @Officer() _officer: object,
    @AskedOf() { position, chunk }: PieceAsked,
  ): Promise<AttachmentPiece> {
    if (position === 1 && chunk === 6) throw new Error('the disk failed');
    const answer = {
      bytes: new Uint8Array(transferPiece.bytes),
      last: chunk === 117,
      attachment: {
        name: 'a.bin',
        size: 40 * transferPiece.bytes,
        sha256: '00'.repeat(32),
        sha512: '00'.repeat(64),
        state: 'COMPLETE',
        scan: { verdict: 'CLEAN', reason: null, engine: null, at: null },
      },
    };
    return Promise.resolve(answer as unknown as AttachmentPiece);
  }
}

const everybody: Admits = {
  admitCall: (context, _asked, run) => {
    context.officer = {};
    return run();
  },
};

@Module({
  controllers: [RequestsController],
  providers: [
    busExceptionProvider,
    { provide: ADMITS, useValue: everybody },
    { provide: APP_INTERCEPTOR, useClass: AdmitOfficer },
  ],
})
class RequestsModule {}

describe('gateway over TLS and a real bus', () => {
  let folder: TestFolder;
  let bus: TestBus;
  let service: INestMicroservice;
  let client: BusClient;
  let app: NestFastifyApplication;
  let ca: string;
  let port: number;
  const lines: string[] = [];
  const requests = (): RequestsController => service.get(RequestsController);

  beforeAll(async () => {
    folder = await TestFolder.create();
    bus = await TestBus.start(folder);
    const module = await Test.createTestingModule({ imports: [RequestsModule] }).compile();
    service = module.createNestMicroservice(busServerOptions(bus.login('requests')));
    await service.listen();
    client = await BusClient.connect(bus.login('gateway'));
    const validity = {
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + 3_600_000),
    };
    const authority = await createAuthority({ name: 'test', ...validity });
    ca = authority.certificate;
    const tls = await issueCertificate(authority, {
      name: 'gateway',
      hosts: ['127.0.0.1'],
      use: 'server',
      ...validity,
    });
    app = await createGateway({
      bus: { request: (subject, data, ms) => client.request(subject, data, ms) },
      tls: { key: tls.key, cert: tls.certificate },
      origin: 'https://127.0.0.1',
      state: 'XA',
      limits: {
        attachmentBytes: 64 * MIB,
        requestsPerMinute: 1_000,
        loginsPerMinute: 1_000,
        connectionsPerAddress: 500,
      },
      log: createLogger('gateway', 'info', { write: (line) => lines.push(line) }),
    });
    await app.listen(0, '127.0.0.1');
    port = (app.getHttpServer().address() as AddressInfo).port;
  });

  afterAll(async () => {
    await app.close();
    await client.close();
    await service.close();
    await bus.stop();
    await folder.remove();
  });

  const ask = (options: RequestOptions) =>
    request({ host: '127.0.0.1', port, ca, agent: false, minVersion: 'TLSv1.3', ...options });
  const upload = (length: number, more: RequestOptions = {}) =>
    ask({
      method: 'POST',
      path: '/api/v1/uploads',
      headers: {
        ...bearer,
        'content-type': 'application/octet-stream',
        'content-length': String(length),
      },
      ...more,
    });
  const answerOf = async (outgoing: ReturnType<typeof ask>): Promise<IncomingMessage> =>
    ((await once(outgoing, 'response')) as [IncomingMessage])[0];
  const text = async (answer: IncomingMessage): Promise<string> => {
    answer.setEncoding('utf8');
    let all = '';
    for await (const part of answer) all += String(part);
    return all;
  };

  it('refuses TLS below 1.3', async () => {
    const outgoing = ask({ path: '/livez', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' });
    outgoing.end();
    await expect(answerOf(outgoing)).rejects.toThrow();
  });

  it('carries 48 MiB, every byte, never far ahead of the service', async () => {
    const size = 48 * MIB;
    const hash = createHash('sha256');
    let ahead = 0;
    const parts = function* (): Generator<Buffer> {
      for (let at = 0; at < 768; at += 1) {
        const part = Buffer.alloc(64 * 1024, at % 251);
        hash.update(part);
        yield part;
        ahead = Math.max(ahead, at * part.length - requests().received);
      }
    };
    const outgoing = upload(size);
    const answer = answerOf(outgoing);
    await pipeline(Readable.from(parts()), outgoing);
    const body = await text(await answer);
    expect(JSON.parse(body)).toEqual({ upload: anUpload, size, sha256: hash.digest('hex') });
    // Includes the buffers of both sockets: sent bytes wait there or in the gateway.
    expect(ahead).toBeLessThan(size / 3);
  });

  it('answers an oversized upload before its body, and ends the connection', async () => {
    const outgoing = upload(65 * MIB);
    outgoing.flushHeaders();
    const answer = await answerOf(outgoing);
    expect([answer.statusCode, answer.headers.connection]).toEqual([413, 'close']);
    expect(await text(answer)).toMatch('BODY_TOO_LARGE');
    outgoing.destroy();
  });

  it('refuses JSON that is too large so that a client sees it that reads after it has sent all', async () => {
    const socket = connect({ host: '127.0.0.1', port, ca, minVersion: 'TLSv1.3' });
    const failed = once(socket, 'error').then(([error]) => Promise.reject(error as Error));
    const sending = async (): Promise<string> => {
      await once(socket, 'secureConnect');
      socket.pause();
      const length = 24 * 64 * 1024;
      socket.write(
        `POST /api/v1/sessions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n` +
          `content-length: ${length}\r\nconnection: close\r\n\r\n`,
      );
      for (let n = 0; n < 24; n += 1) {
        socket.write(Buffer.alloc(64 * 1024, 0x20));
        await setTimeout(10);
      }
      let all = '';
      for await (const part of socket) all += String(part);
      return all;
    };
    expect(await Promise.race([failed, sending()])).toMatch(/^HTTP\/1.1 413 [^]*BODY_TOO_LARGE/);
  });

  it('refuses JSON that has no end, or is announced as far larger, without reading on', async () => {
    for (const length of [undefined, 100 * MIB]) {
      const outgoing = ask({
        ...{ method: 'POST', path: '/api/v1/sessions' },
        headers: {
          'content-type': 'application/json',
          ...(length !== undefined && { 'content-length': String(length) }),
        },
      });
      outgoing.on('error', () => undefined);
      let sent = 0;
      const more = setInterval(() => {
        outgoing.write(Buffer.alloc(256 * 1024, 0x20));
        sent += 256 * 1024;
      }, 2);
      const answer = await answerOf(outgoing).finally(() => clearInterval(more));
      expect([answer.statusCode, answer.headers.connection]).toEqual([413, 'close']);
      expect(sent).toBeLessThan(16 * MIB);
      outgoing.destroy();
    }
  });

  it('never finishes an upload whose sender hangs up, and frees its place', async () => {
    const { finished } = requests();
    const { length } = requests().begun;
    for (let round = 0; round < 3; round += 1) {
      const outgoing = upload(2 * MIB);
      outgoing.on('error', () => undefined);
      outgoing.write(Buffer.alloc(MIB));
      await eventually(() => requests().begun.length === length + round + 1);
      outgoing.destroy();
    }
    await eventually(() => lines.filter((line) => line.includes('UPLOAD_BROKEN')).length >= 3);
    expect(requests().finished).toBe(finished);
  });

  it('streams a download whole, and cuts it short of its length when the service fails', async () => {
    const path = (position: number): string =>
      `/api/v1/requests/${id}/dispatches/${id}/attachments/${position}?purpose=PREVENTION`;
    const fetch = async (position: number): Promise<number> => {
      const outgoing = ask({ path: path(position), headers: bearer });
      outgoing.end();
      let size = 0;
      for await (const part of await answerOf(outgoing)) size += (part as Buffer).length;
      return size;
    };
    expect(await fetch(0)).toBe(40 * transferPiece.bytes);
    await expect(fetch(1)).rejects.toThrow();
    expect(lines.join('')).not.toMatch('the disk failed');
  });
});
