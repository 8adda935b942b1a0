import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import { request } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger } from '#runtime';
import { createAuthority, issueCertificate } from '#broker';
import { eventually } from '../../../../test/support/nats.js';
import { TableBus } from '../../../../test/support/http-gateway.js';
import { Connections, type ClosedFor } from './connections.js';
import { createGateway } from '../gateway.js';

const silentOnes = 2_400;
const calls = 117;
const perAddress = 200;

describe('connections that never speak', () => {
  let app: NestFastifyApplication;
  let ca: string;
  let port: number;
  const lines: string[] = [];
  const silent = new Set<Socket>();

  beforeAll(async () => {
    const validity = {
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + 3_600_000),
    };
    const authority = await createAuthority({ name: 'test', ...validity });
    ca = authority.certificate;
    const tls = await issueCertificate(authority, {
      ...{ name: 'gateway', hosts: ['127.0.0.1'], use: 'server', ...validity },
    });
    app = await createGateway({
      bus: new TableBus({ 'requests.session': () => ({}) }),
      tls: { key: tls.key, cert: tls.certificate },
      origin: 'https://127.0.0.1',
      state: 'XA',
      limits: {
        ...{ attachmentBytes: 1, requestsPerMinute: 10_000, loginsPerMinute: 1_000 },
        connectionsPerAddress: perAddress,
      },
      log: createLogger('gateway', 'info', { write: (line) => lines.push(line) }),
    });
    await app.listen(0, '127.0.0.1');
    port = (app.getHttpServer().address() as AddressInfo).port;
  });
  afterAll(async () => {
    for (const socket of silent) socket.destroy();
    await app.close();
  });

  function open(localAddress: string): Promise<void> {
    const socket = connect({ host: '127.0.0.1', port, localAddress });
    silent.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => silent.delete(socket));
    return new Promise((done) => {
      socket.once('connect', () => done());
      socket.once('close', () => done());
    });
  }

  const flood = async (addresses: readonly string[], count: number): Promise<void> => {
    for (let opened = 0; opened < count; opened += 100)
      await Promise.all(
        Array.from({ length: 100 }, (_, i) => open(addresses[i % addresses.length] ?? '127.0.0.1')),
      );
  };

  const call = (localAddress: string): Promise<number | string> =>
    new Promise((done) => {
      const headers = { authorization: `Bearer ${'A'.repeat(43)}` };
      const options = { host: '127.0.0.1', port, ca, agent: false, localAddress, headers } as const;
      request({ ...options, path: '/api/v1/session', timeout: 20_000 }, (answer) => {
        answer.resume().once('end', () => done(answer.statusCode ?? 0));
      })
        .once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.name))
        .end();
    });
  async function ask(localAddress: string): Promise<Map<number | string, number>> {
    const answers = new Map<number | string, number>();
    for (let asked = 0; asked < calls; asked += 9) {
      const some = Math.min(9, calls - asked);
      for (const answer of await Promise.all(
        Array.from({ length: some }, () => call(localAddress)),
      ))
        answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
    return answers;
  }
  const metrics = (): Promise<string> =>
    new Promise((done) => {
      const options = { host: '127.0.0.1', port, ca, agent: false, path: '/metrics' } as const;
      request(options, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.once('end', () => done(text));
      }).end();
    });

  it('of one address keep no call out, neither from elsewhere nor from there', async () => {
    await flood(['127.0.0.2'], silentOnes);
    await eventually(() => Promise.resolve(silent.size <= perAddress), 30_000);
    expect(await ask('127.0.0.3')).toEqual(new Map([[200, calls]]));
    await flood(['127.0.0.2'], perAddress);
    expect(await ask('127.0.0.2')).toEqual(new Map([[200, calls]]));
  }, 120_000);

  it('of many addresses keep no call out: the oldest of them make room', async () => {
    const addresses = Array.from({ length: 30 }, (_, i) => `127.0.1.${i + 1}`);
    await flood(addresses, silentOnes);
    expect(await ask('127.0.0.3')).toEqual(new Map([[200, calls]]));
  }, 120_000);

  // Connects until the handshake is done and sends no request. Retries, since a slow machine may exceed the
  // limit.
  async function openTls(localAddress: string): Promise<Socket> {
    for (;;) {
      const socket = connect({ host: '127.0.0.1', port, localAddress });
      const secured = connectTls({ socket, ca, host: '127.0.0.1' });
      secured.on('error', () => undefined);
      const isOpen = await new Promise<boolean>((done) => {
        secured.once('secureConnect', () => done(true));
        secured.once('close', () => done(false));
      });
      if (isOpen) return secured;
    }
  }

  it('are closed within seconds, before their handshake and after it', async () => {
    const began = performance.now();
    const mute = connect({ host: '127.0.0.1', port, localAddress: '127.0.0.4' });
    mute.on('error', () => undefined);
    const half = await openTls('127.0.0.4');
    // Limits: 3 s for the handshake, 10 s for the first request.
    await new Promise((done) => mute.once('close', done));
    expect(performance.now() - began).toBeLessThan(9_000);
    await new Promise((done) => half.once('close', done));
    expect(performance.now() - began).toBeLessThan(20_000);
    const left = [...silent].filter((socket) => !socket.destroyed);
    await Promise.all(left.map((socket) => new Promise((done) => socket.once('close', done))));
    expect(silent.size).toBe(0);
  }, 60_000);

  it('are told in a line and counted', async () => {
    const warnings = lines.filter((line) => line.includes('connections closed at the door'));
    expect(warnings.length).toBeGreaterThan(0);
    // One line in ten seconds, however many connections are closed.
    expect(warnings.length).toBeLessThan(20);
    const text = await metrics();
    for (const reason of ['address', 'handshake', 'silent'])
      expect(text).toMatch(
        new RegExp(`liaise_http_connections_closed_total\\{.*reason="${reason}".*\\} [1-9]`),
      );
    expect(text).toMatch(/liaise_http_connections\{[^}]*\} \d+/);
  });
});

describe('the room for connections', () => {
  const limits = { all: 20, perAddress: 12, silentMs: 60_000 };

  it('goes to who comes last, from the oldest that is silent; never from who has asked', async () => {
    const closed: ClosedFor[] = [];
    const log = createLogger('gateway', 'info', { write: () => undefined });
    const connections = new Connections(limits, log, (reason) => closed.push(reason));
    const server = createServer((_request, response) => response.end('here'));
    connections.guard(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const open: Socket[] = [];
    const from = async (localAddress: string): Promise<Socket> => {
      const socket = connect({ host: '127.0.0.1', port, localAddress });
      socket.on('error', () => undefined);
      open.push(socket);
      await new Promise((done) => socket.once('connect', done));
      return socket;
    };
    const asks = async (socket: Socket): Promise<string> => {
      socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
      const said = await Promise.race([
        new Promise<string>((done) => socket.once('data', (part) => done(part.toString()))),
        new Promise<string>((done) => socket.once('close', () => done('closed'))),
      ]);
      return said.slice(0, 12);
    };
    const gone = (socket: Socket): Promise<unknown> =>
      eventually(() => Promise.resolve(socket.destroyed), 10_000);
    try {
      const spoke = await from('127.0.2.1');
      expect(await asks(spoke)).toBe('HTTP/1.1 200');
      const oldest = await from('127.0.2.2');
      for (let i = 0; i < 9; i += 1) await from('127.0.2.2');
      for (let i = 0; i < 9; i += 1) await from('127.0.2.3');
      await eventually(() => Promise.resolve(connections.open === 20), 10_000);
      expect(closed).toEqual([]);
      const late = await from('127.0.2.4');
      await gone(oldest);
      expect(closed).toEqual(['full']);
      expect(await asks(late)).toBe('HTTP/1.1 200');
      expect(await asks(spoke)).toBe('HTTP/1.1 200');
      // At most twelve of one address, and never at the cost of another address.
      for (let i = 0; i < 5; i += 1) await from('127.0.2.3');
      await eventually(() => Promise.resolve(closed.length >= 6), 10_000);
      expect(await asks(spoke)).toBe('HTTP/1.1 200');
    } finally {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    }
    await eventually(() => Promise.resolve(connections.open === 0), 10_000);
  }, 60_000);
});
