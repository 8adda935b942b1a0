import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { BorderConnection, BorderError, type ReceivedBatch } from './index.js';
import { BATCH_BYTES } from './border-layout.js';
import { TestBorder, newLinkId } from '../../../test/support/border.js';
import { TestFolder, eventually } from '../../../test/support/nats.js';

const linkId = newLinkId();
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    (value) => String(value),
    (error: unknown) => (error instanceof BorderError ? error.code : String(error)),
  );
const text = (batches: readonly ReceivedBatch[]): string[] =>
  batches.map((batch) => Buffer.from(batch.bytes).toString());

describe('two States over one link', () => {
  let folder: TestFolder;
  let xa: TestBorder;
  let xb: TestBorder;
  let a: BorderConnection;
  let b: BorderConnection;
  const atA = { linkId, side: 'listen' } as const;
  const atB = { linkId, side: 'solicit' } as const;

  beforeAll(async () => {
    folder = await TestFolder.create();
    xa = await TestBorder.create('XA', folder);
    xb = await TestBorder.create('XB', folder);
    xa.listenFor(xb, linkId);
    await xb.solicit(xa, linkId);
    await Promise.all([xa.start(), xb.start()]);
    a = await BorderConnection.connect(xa.login);
    b = await BorderConnection.connect(xb.login);
    await eventually(async () => (await a.linkUp(linkId)) && (await b.linkUp(linkId)));
  });

  afterAll(async () => {
    await a.close();
    await b.close();
    await xa.stop();
    await xb.stop();
    await folder.remove();
  });

  it('D-05 D-11: sync_interval always is read from the server, an old version is said', async () => {
    const facts = await a.verifyBroker();
    expect(facts).toMatchObject({ syncAlways: true, unsafe: [] });
    expect(facts.degraded).toBe(facts.version === '2.10.27');
  });

  it('confirms within seconds a batch that left before the neighbour had a stream for it', async () => {
    const begun = performance.now();
    const sent = a.publish(linkId, 2, Buffer.from('early'), { messageId: 'm0.0.1' });
    await new Promise((done) => setTimeout(done, 300));
    await b.ensureInbound(atB);
    expect(await sent).toBe('stored');
    expect(performance.now() - begun).toBeLessThan(4_000);
    const got: string[] = [];
    const inB = b.consume(atB, (batches) => Promise.resolve(void got.push(...text(batches))));
    await eventually(() => got.length > 0);
    await inB.stop();
    expect(got).toEqual(['early']);
  });

  it('carries batches in both directions and confirms only after the handler', async () => {
    const got: string[] = [];
    await a.ensureInbound(atA);
    await b.ensureInbound(atB);
    expect(await a.publish(linkId, 2, Buffer.from('to two'), { messageId: 'm1.0.1' })).toBe(
      'stored',
    );
    expect(await b.publish(linkId, 1, Buffer.from('to one'), { messageId: 'm1.0.1' })).toBe(
      'stored',
    );
    const inA = a.consume(atA, (batches) => Promise.resolve(void got.push(...text(batches))));
    const inB = b.consume(atB, (batches) => Promise.resolve(void got.push(...text(batches))));
    await eventually(() => got.length === 2);
    await Promise.all([inA.stop(), inB.stop()]);
    expect(got.sort()).toEqual(['to one', 'to two']);
  });

  it('a repeated id is swallowed by the broker and never counts as relayed', async () => {
    expect(await codeOf(a.publish(linkId, 2, Buffer.from('x'), { messageId: 'm2.0.1' }))).toBe(
      'stored',
    );
    expect(await codeOf(a.publish(linkId, 2, Buffer.from('x'), { messageId: 'm2.0.1' }))).toBe(
      'DUPLICATE_ACK',
    );
    expect(await codeOf(a.publish(linkId, 2, Buffer.from('x'), { messageId: 'm2.0.2' }))).toBe(
      'stored',
    );
  });

  it('refuses a batch above the limit before it leaves', async () => {
    const large = new Uint8Array(BATCH_BYTES + 1);
    expect(await codeOf(a.publish(linkId, 2, large, { messageId: 'm3.0.1' }))).toBe(
      'BATCH_TOO_LARGE',
    );
    expect(await codeOf(a.publish(linkId, 2, large.subarray(1), { messageId: 'm3.0.1' }))).toBe(
      'stored',
    );
  });

  it('an unknown link is unreachable, and the connection stays usable', async () => {
    expect(await codeOf(a.publish(newLinkId(), 2, new Uint8Array(1), { messageId: 'm4' }))).toBe(
      'PEER_UNREACHABLE',
    );
    expect(await codeOf(a.publish(linkId, 2, new Uint8Array(1), { messageId: 'm4' }))).toBe(
      'stored',
    );
  });

  it('hands over again after a failure, with a delay, and does not let one bad batch stop the rest', async () => {
    const calls: number[] = [];
    const good = new Set<string>();
    const dropped: string[] = [];
    for (const name of ['ok-1', 'bad', 'ok-2', 'ok-3'])
      await b.publish(linkId, 1, Buffer.from(name), { messageId: `m5.${name}` });
    const consumer = a.consume(
      atA,
      (batches) => {
        calls.push(Date.now());
        const names = text(batches);
        if (names.includes('bad')) return Promise.reject(new Error('not this one'));
        for (const name of names) good.add(name);
        return Promise.resolve();
      },
      { retryMs: 200, maxDeliver: 3, onDropped: (batch) => dropped.push(...text([batch])) },
    );
    await eventually(() => dropped.length === 1);
    await consumer.stop();
    expect([...good].sort()).toEqual(['ok-1', 'ok-2', 'ok-3']);
    expect(dropped).toEqual(['bad']);
    expect(calls.length).toBeLessThan(12);
  });

  it('D-04: what a crash left unconfirmed comes again; what was confirmed does not', async () => {
    const first: string[] = [];
    await a.ensureInbound(atA);
    await b.publish(linkId, 1, Buffer.from('again'), { messageId: 'm6' });
    const failing = a.consume(
      atA,
      (batches) => {
        first.push(...text(batches));
        return Promise.reject(new Error('database away'));
      },
      { retryMs: 100 },
    );
    await eventually(() => first.length > 0);
    await failing.stop();
    const second: string[] = [];
    const working = a.consume(atA, (batches) =>
      Promise.resolve(void second.push(...text(batches))),
    );
    await eventually(() => second.length === 1, 10_000);
    await working.stop();
    expect(second).toEqual(['again']);
  });

  it('a full stream is said as such and takes batches again once it is drained', async () => {
    await b.ensureInbound(atB, { maxBytes: 2 * 1024 * 1024 });
    const bytes = new Uint8Array(400 * 1024);
    const codes = new Set<string>();
    for (let n = 0; n < 8; n += 1)
      codes.add(await codeOf(a.publish(linkId, 2, bytes, { messageId: `m7.${n}` })));
    expect([...codes]).toEqual(['stored', 'PEER_FULL']);
    const consumer = b.consume(atB, () => Promise.resolve(), { maxBytes: 2 * 1024 * 1024 });
    await eventually(
      async () =>
        (await codeOf(a.publish(linkId, 2, bytes, { messageId: `m7.r${Date.now()}` }))) ===
        'stored',
    );
    await consumer.stop();
  });

  it('takes nothing while its owner has no room, keeps what it has, and goes on by itself', async () => {
    let room = true;
    const got: string[] = [];
    const anew: string[] = [];
    const held = { resolve: (): void => undefined };
    const consumer = b.consume(
      atB,
      async (batches) => {
        if (!room) throw new Error('handed over without room');
        got.push(...text(batches));
        anew.push(...text(batches.filter(({ deliveries }) => deliveries === 1)));
        if (got.length === 1)
          await new Promise<void>((done) => {
            held.resolve = done;
          });
      },
      { mayTake: () => room, maxBatches: 1 },
    );
    const send = (name: string): Promise<string> =>
      codeOf(a.publish(linkId, 2, Buffer.from(name), { messageId: `mr.${name}` }));
    expect(await send('one')).toBe('stored');
    await eventually(() => got.length === 1);
    // At the bound, two more batches lie in the stream or in the consumer.
    expect([await send('two'), await send('three')]).toEqual(['stored', 'stored']);
    room = false;
    consumer.renew();
    held.resolve();
    let tries = 0;
    await eventually(async () => {
      tries += 1;
      return (await send(`refused-${tries}`)) === 'PEER_FULL';
    });
    const before = got.length;
    await new Promise((done) => setTimeout(done, 500));
    expect([got.length, before]).toEqual([1, 1]);
    room = true;
    consumer.renew();
    await eventually(() => got.includes('two') && got.includes('three'));
    await eventually(async () => {
      tries += 1;
      return (await send(`again-${tries}`)) === 'stored';
    });
    await eventually(() => got.includes(`again-${tries}`));
    // A late acknowledgement lets the broker hand a batch over again; the stream itself holds no copy.
    expect(new Set(anew).size).toBe(anew.length);
    await consumer.stop();
  });

  it('survives kill -9 of the neighbour: unreachable at once, delivered in seconds after the restart', async () => {
    const got: string[] = [];
    const consumer = b.consume(atB, (batches) => Promise.resolve(void got.push(...text(batches))));
    await xb.broker.kill();
    await eventually(async () => !(await a.linkUp(linkId)));
    const started = Date.now();
    expect(await codeOf(a.publish(linkId, 2, Buffer.from('late'), { messageId: 'm8.1' }))).toBe(
      'PEER_UNREACHABLE',
    );
    expect(Date.now() - started).toBeLessThan(1_000);
    await xb.broker.start();
    const restarted = Date.now();
    let attempt = 2;
    await eventually(async () => {
      attempt += 1;
      return (
        (await codeOf(
          a.publish(linkId, 2, Buffer.from('late'), { messageId: `m8.${attempt}` }),
        )) === 'stored'
      );
    });
    await eventually(() => got.includes('late'));
    expect(Date.now() - restarted).toBeLessThan(15_000);
    await consumer.stop();
  });

  it('a wiped store is made again by itself and the link goes on', async () => {
    const got: string[] = [];
    const consumer = b.consume(atB, (batches) => Promise.resolve(void got.push(...text(batches))));
    await xb.broker.kill();
    await rm(xb.storeDirectory, { recursive: true, force: true });
    await xb.broker.start();
    let attempt = 0;
    await eventually(async () => {
      attempt += 1;
      return (
        (await codeOf(
          a.publish(linkId, 2, Buffer.from('after'), {
            messageId: `m9.${attempt}`,
          }),
        )) === 'stored'
      );
    });
    await eventually(() => got.includes('after'));
    await consumer.stop();
  });

  it('D-05: a broker without sync_interval always is refused', async () => {
    await xb.broker.kill();
    await xb.start((config) => config.replace('sync_interval: always', 'sync_interval: "2m"'));
    await eventually(async () => (await codeOf(b.verifyBroker())) === 'BROKER_UNSAFE');
    await xb.broker.kill();
    await xb.start();
    await eventually(async () => (await codeOf(b.verifyBroker().then(() => 'safe'))) === 'safe');
  });
});

describe('a service that ends while its broker is away', () => {
  it.each([
    ['which takes batches', true],
    ['which takes no batches', false],
  ])('does not wait for what the broker was asked before, %s', async (_, mayTake) => {
    const folder = await TestFolder.create();
    const border = await TestBorder.create('XA', folder);
    try {
      await border.start();
      const connection = await BorderConnection.connect(border.login);
      await border.stop();
      const inbound = connection.consume({ linkId, side: 'listen' }, () => Promise.resolve(), {
        mayTake: () => mayTake,
      });
      await new Promise((done) => setTimeout(done, 500));
      const begun = performance.now();
      await connection.close();
      expect(performance.now() - begun).toBeLessThan(2_000);
      await inbound.stop();
    } finally {
      await border.stop();
      await folder.remove();
    }
  });
});
