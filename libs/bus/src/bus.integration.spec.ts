import type { Urgency } from './crowd.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isCoded, KernelError } from '#kernel';
import { eventually, TestBus, TestFolder } from '../../../test/support/nats.js';
import { BusClient, ServiceError, BusServer, type BusHandler } from './index.js';
import { busLogin } from './bus-login.js';
import { connectTo, createUserKey } from '#broker';

const canary = 'canary-4417';
const handlers: Readonly<Record<string, BusHandler>> = {
  'requests.echo': (data) => Promise.resolve(data),
  'requests.nothing': () => Promise.resolve(),
  'requests.refuse': () =>
    Promise.reject(new KernelError('TRANSITION_NOT_ALLOWED', 'thread is closed')),
  'requests.break': () => Promise.reject(new Error(canary)),
  'requests.slow': () => new Promise((resolve) => setTimeout(resolve, 700)),
  'requests.large': () => Promise.resolve(new Uint8Array(2 * 1024 * 1024)),
};

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: unknown) => (isCoded(error) ? error.code : String(error)),
  );

describe('internal bus', () => {
  let folder: TestFolder;
  let bus: TestBus;
  let service: BusServer;
  const reported: string[] = [];
  let gateway: BusClient;

  beforeAll(async () => {
    folder = await TestFolder.create();
    bus = await TestBus.start(folder);
    const urgencyOf = (_: string, data: unknown): Urgency =>
      (data as { life?: unknown }).life === true ? 'LIFE' : 'ORDINARY';
    service = new BusServer(
      { ...bus.login('requests'), maxInFlight: 4, urgencyOf },
      (pattern) => void reported.push(pattern),
    );
    await service.open(new Map(Object.entries(handlers)));
    gateway = await BusClient.connect(bus.login('gateway'));
  });

  afterAll(async () => {
    await gateway.close();
    await service.close();
    await bus.stop();
    await folder.remove();
  });

  it('carries values with byte arrays both ways', async () => {
    const chunk = Buffer.alloc(256 * 1024, 3);
    expect(await gateway.request('requests.echo', { name: 'ä', list: [1, null], chunk })).toEqual({
      name: 'ä',
      list: [1, null],
      chunk,
    });
    expect(await gateway.request('requests.nothing', undefined)).toBeUndefined();
  });

  it('a coded error arrives as it was thrown', async () => {
    const error = await gateway.request('requests.refuse', {}).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ServiceError);
    const { status, title, remedy, action } = new KernelError('TRANSITION_NOT_ALLOWED');
    const code = 'TRANSITION_NOT_ALLOWED';
    expect(error).toMatchObject({
      code,
      status,
      title,
      remedy,
      action,
      detail: 'thread is closed',
    });
  });

  it('an unexpected error arrives as SERVICE_FAILED, without a word of it', async () => {
    const error = await gateway.request('requests.break', {}).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'SERVICE_FAILED', status: 500, action: 'alarm' });
    expect(error).toHaveProperty('detail', undefined);
    expect(String(error)).not.toContain(canary);
  });

  it('every wait and every size has an end', async () => {
    expect(await codeOf(gateway.request('requests.slow', {}, 50))).toBe('BUS_TIMEOUT');
    expect(await codeOf(gateway.request('requests.large', {}))).toBe('BUS_VALUE');
    expect(await codeOf(gateway.request('requests.unknown', {}))).toBe('SERVICE_UNAVAILABLE');
    expect(await codeOf(gateway.request('inbox.echo', {}))).toBe('SERVICE_UNAVAILABLE');
    await gateway.request('requests.slow', {}).catch(() => undefined);
    const many = Array.from({ length: 8 }, () => codeOf(gateway.request('requests.slow', {})));
    const codes = await Promise.all(many);
    expect(codes.filter((code) => code === 'SERVICE_BUSY')).toHaveLength(4);
    expect(codes.filter((code) => code === 'answered')).toHaveLength(4);
  });

  it('a matter of life finds a place where others do not, and no more than are left for it', async () => {
    const ask = (count: number, data: object) =>
      Array.from({ length: count }, () => codeOf(gateway.request('requests.slow', data)));
    const ordinary = ask(4, {});
    const [crowded, lives] = [ask(2, {}), ask(33, { life: true })];
    expect(new Set(await Promise.all(ordinary))).toEqual(new Set(['answered']));
    expect(await Promise.all(crowded)).toEqual(['SERVICE_BUSY', 'SERVICE_BUSY']);
    const answers = await Promise.all(lives);
    expect(answers.filter((code) => code === 'answered')).toHaveLength(32);
    expect(answers.filter((code) => code === 'SERVICE_BUSY')).toHaveLength(1);
  });

  it('a login reaches only what its row names, and hears only its own answers', async () => {
    const receivedSubjects: string[] = [];
    const refused: string[] = [];
    const intruder = await connectTo(busLogin(bus.login('audit')));
    const errors: Promise<void>[] = [];
    for (const subject of [
      'requests.echo',
      'requests.>',
      '_INBOX_gateway.>',
      '>',
      '_INBOX.>',
      '$SYS.>',
    ]) {
      const subscription = intruder.subscribe(subject, {
        callback: (error, message) => {
          if (error === null) receivedSubjects.push(message.subject);
          else refused.push(subject);
        },
      });
      errors.push(subscription.closed.then(() => undefined));
    }
    await intruder.flush();
    await gateway.request('requests.echo', { a: 1 });
    await eventually(() => refused.length === 6);
    expect(receivedSubjects).toEqual([]);
    for (const subject of [
      'requests.echo',
      '_INBOX_gateway.x',
      '$SYS.REQ.SERVER.PING',
      '$JS.API.INFO',
    ])
      await expect(intruder.request(subject, 'x', { timeout: 500 })).rejects.toThrow(/ermission/);
    await intruder.close();
    expect(await codeOf(gateway.request('exchange.status', {}))).toBe('SERVICE_UNAVAILABLE');
  });

  it('an unknown key and an unknown certificate get no connection', async () => {
    const stranger = { ...bus.login('gateway'), connectWithinMs: 300 };
    const seed = createUserKey().seed;
    expect(await codeOf(BusClient.connect({ ...stranger, seed }))).toBe('CONNECT_FAILED');
    const other = await TestFolder.create();
    const second = await TestBus.start(other);
    const { tls } = second.login('gateway');
    await second.stop();
    await other.remove();
    const mixed = { ...tls, authority: stranger.tls.authority };
    expect(await codeOf(BusClient.connect({ ...stranger, tls: mixed }))).toBe('CONNECT_FAILED');
  });

  it('goes on by itself after the bus was killed', async () => {
    await bus.broker.kill();
    await eventually(() => !gateway.isConnected);
    expect(await codeOf(gateway.request('requests.echo', 1, 500))).toBe('SERVICE_UNAVAILABLE');
    await bus.broker.start();
    await eventually(
      async () => (await codeOf(gateway.request('requests.echo', 1, 500))) === 'answered',
    );
  });
});

describe('a service of a wrong form', () => {
  it('does not start with a handler outside its own prefix', async () => {
    const folder = await TestFolder.create();
    const bus = await TestBus.start(folder);
    const service = new BusServer(bus.login('requests'), () => undefined);
    const foreign = new Map([['inbox.echo', () => Promise.resolve()]]);
    expect(await codeOf(service.open(foreign))).toBe('LAYOUT_INVALID');
    await service.close();
    await bus.stop();
    await folder.remove();
  });
});
