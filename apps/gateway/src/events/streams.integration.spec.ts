import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { createLogger } from '#runtime';
import { createAuthority, issueCertificate } from '#broker';
import { parseStateCode, parseThreadId, timestamp } from '#kernel';
import { eventPlace } from '#capabilities/events/event-place.model';
import type { EventBatch } from '#capabilities/events/events.contract';
import { mostEvents } from '#capabilities/events/events.lists';
import { id, ServiceError, TableBus } from '../../../../test/support/http-gateway.js';
import { eventually } from '../../../../test/support/nats.js';
import { createGateway } from '../gateway.js';

const at = timestamp(new Date(Date.now() + 3_600_000));
const place = (entries: number) => eventPlace({ state: parseStateCode('XA'), entries });

const endless = (after: string | null = null): EventBatch => {
  const from = Number((after ?? 'XA-0').slice(3));
  const events = Array.from({ length: mostEvents }, (_, n) => ({
    ...({ id: place(from + n + 1), at, code: 'NOTED', side: 'ASKED' } as const),
    ...{ thread: parseThreadId(id), document: null, priority: 2, dueAt: null },
  }));
  return { events, next: place(from + mostEvents), more: true, sessionEnds: at };
};

describe('a reader that does not read', () => {
  let app: NestFastifyApplication;
  let bus: TableBus;
  let port: number;
  let ca: string;
  let isAway = false;
  beforeAll(async () => {
    const validity = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(at) };
    const authority = await createAuthority({ name: 'test', ...validity });
    ca = authority.certificate;
    const tls = await issueCertificate(authority, {
      ...{ name: 'gateway', hosts: ['127.0.0.1'], use: 'server', ...validity },
    });
    bus = new TableBus({
      'requests.session': () => ({}),
      'requests.events': ({ after }) => {
        if (isAway) throw new ServiceError('SERVICE_UNAVAILABLE', { status: 503, action: 'retry' });
        return endless(after);
      },
      'requests.log-growth': () => ({ entries: 1, ended: [] }),
    });
    app = await createGateway({
      bus,
      tls: { key: tls.key, cert: tls.certificate },
      origin: 'https://127.0.0.1',
      state: 'XA',
      limits: {
        ...{ attachmentBytes: 1, requestsPerMinute: 10_000, loginsPerMinute: 1_000 },
        connectionsPerAddress: 100,
      },
      log: createLogger('gateway', 'info', { write: () => undefined }),
    });
    await app.listen(0, '127.0.0.1');
    port = (app.getHttpServer().address() as AddressInfo).port;
  });
  afterAll(() => app.close());

  async function reader(): Promise<TLSSocket> {
    const socket = connect({ port, host: '127.0.0.1', ca, minVersion: 'TLSv1.3' });
    socket.on('error', () => undefined);
    await once(socket, 'secureConnect');
    socket.pause();
    const token = 'A'.repeat(43);
    socket.write(
      `GET /api/v1/events HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n\r\n`,
    );
    return socket;
  }

  it('stops being asked for, is told that it is cut, and goes on from its last id', async () => {
    const socket = await reader();
    // The kernel's buffers fill up first; then no more is asked for.
    let before = -1;
    await eventually(async () => {
      const now = bus.callsOf('requests.events').length;
      await new Promise((done) => setTimeout(done, 500));
      const still = now > 0 && now === before;
      before = now;
      return still;
    });
    const asked = bus.callsOf('requests.events').length;
    // 21 s: past the time that a reader may take nothing.
    await new Promise((done) => setTimeout(done, 21_000));
    expect(bus.callsOf('requests.events')).toHaveLength(asked);
    let text = '';
    socket.setEncoding('utf8').on('data', (part: string) => (text += part));
    socket.resume();
    await once(socket, 'end').catch(() => undefined);
    await eventually(() => Promise.resolve(text.includes('event: end')));
    expect(text).toMatch(/event: end\r?\ndata: \{[^\n]*"code":"EVENTS_SLOW"[^\n]*"action":"retry"/);
    const ids = [...text.matchAll(/^id: XA-(\d+)$/gm)].map(([, n]) => Number(n));
    const last = ids.at(-1) ?? 0;
    expect(last).toBeLessThanOrEqual(asked * mostEvents);
    expect(last).toBeGreaterThanOrEqual((asked - 1) * mostEvents);
    socket.destroy();
  }, 60_000);

  it('is told to come again when a service stays away', async () => {
    const socket = await reader();
    let text = '';
    socket.setEncoding('utf8').on('data', (part: string) => (text += part));
    socket.resume();
    await eventually(() => Promise.resolve(text.includes('id: XA-')));
    isAway = true;
    await eventually(() => Promise.resolve(text.includes('event: end')), 45_000);
    expect(text).toMatch(/"code":"EVENTS_INTERRUPTED"[^\n]*"action":"retry"/);
    socket.destroy();
  }, 60_000);
});
