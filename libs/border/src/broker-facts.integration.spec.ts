import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LinkId } from '#kernel';
import { accountOf } from './border-layout.js';
import { isStoring, readBrokerFacts, readLinksSeen } from './broker-facts.js';

const [one, two, three] = ['0001', '0002', '0003'].map((each) => each as LinkId) as [
  LinkId,
  LinkId,
  LinkId,
];
const leafs = (...links: readonly LinkId[]): string =>
  JSON.stringify({ leafs: links.map((link) => ({ account: accountOf(link) })) });

describe('the monitoring port of the broker', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function answering(answer: RequestListener): Promise<number> {
    const made = (server = createServer(answer));
    await new Promise<void>((done) => {
      made.listen(0, '127.0.0.1', done);
    });
    return (made.address() as AddressInfo).port;
  }
  const saying = (status: number, body: string): Promise<number> =>
    answering((_, response) => response.writeHead(status).end(body));
  const cut: RequestListener = (_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('{');
    setTimeout(() => response.destroy(), 50);
  };

  it('tells which links are up, also where it tells of more than it was asked', async () => {
    const port = await saying(200, leafs(one, two));
    expect(await readLinksSeen(port, [one, three])).toEqual({
      live: new Map([
        [one, true],
        [three, false],
      ]),
      failure: undefined,
    });
    expect((await readLinksSeen(port, [])).live.size).toBe(0);
  });

  // A neighbour chooses the name of its connection.
  it('does not say whether a link is up whose neighbour has a very long name, and says it of all others', async () => {
    const port = await answering(({ url }, response) => {
      const asked = `/leafz?acc=${accountOf(one)}` === url ? ' '.repeat(2 ** 20 + 1) : leafs(two);
      response.writeHead(200).end(asked);
    });
    const { live, failure } = await readLinksSeen(port, [one, two, three]);
    expect([...live].sort()).toEqual([
      [two, true],
      [three, false],
    ]);
    expect(failure).toMatchObject({ code: 'BROKER_UNREADABLE' });
  });

  it.each([
    ['an error', 500, leafs(), ': status 500'],
    ['another address', 302, leafs(), ': status 302'],
    ['no JSON', 200, '<html>', ''],
    ['more than can be read', 200, ' '.repeat(2 ** 20 + 1), ': more than 1048576 bytes'],
  ])('is unreadable when it says %s', async (_name, status, body, detail) => {
    const port = await saying(status, body);
    const { live, failure } = await readLinksSeen(port, [one]);
    expect(live.size).toBe(0);
    expect(failure).toMatchObject({
      code: 'BROKER_UNREADABLE',
      detail: `/leafz?acc=${accountOf(one)}${detail}`,
    });
  });

  it('is unreadable when its answer breaks off, or nobody listens', async () => {
    const port = await answering(cut);
    const unreadable = { code: 'BROKER_UNREADABLE', detail: '/varz' };
    await expect(readBrokerFacts(port)).rejects.toMatchObject(unreadable);
    server?.close();
    await expect(readBrokerFacts(port)).rejects.toMatchObject(unreadable);
  });

  it('is unreadable when its answer does not end within three seconds', async () => {
    const port = await answering((_, response) => response.writeHead(200).write('{'));
    const begin = performance.now();
    await expect(readBrokerFacts(port)).rejects.toMatchObject({ code: 'BROKER_UNREADABLE' });
    const took = performance.now() - begin;
    expect(took).toBeGreaterThan(2_900);
    expect(took).toBeLessThan(6_000);
  }, 20_000);

  it('says by its status alone whether messages are stored', async () => {
    expect(await isStoring(await saying(200, '{}'))).toBe(true);
    server?.close();
    const without = await answering((_, response) => {
      response.writeHead(503, { 'content-length': 100 }).write('{');
    });
    expect(await isStoring(without)).toBe(false);
    server?.closeAllConnections();
    server?.close();
    await expect(isStoring(await saying(404, ''))).rejects.toMatchObject({
      code: 'BROKER_UNREADABLE',
      detail: '/healthz?js-enabled-only=true: status 404',
    });
  });
});
