import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isStoring, readBrokerFacts, readLiveAccounts } from './broker-facts.js';

const leafs = (accounts: readonly string[]): string =>
  JSON.stringify({ leafs: accounts.map((account) => ({ account })) });

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

  it('names the accounts of the links that are up, also of very many', async () => {
    const names = Array.from({ length: 40_000 }, (_, n) => `LINK_${n}`);
    expect(await readLiveAccounts(await saying(200, leafs(names)))).toEqual(new Set(names));
  });

  it.each([
    ['an error', 500, leafs([]), '/leafz: status 500'],
    ['another address', 302, leafs([]), '/leafz: status 302'],
    ['no JSON', 200, '<html>', '/leafz'],
    [
      'more than can be read',
      200,
      ' '.repeat(16 * 2 ** 20 + 1),
      '/leafz: more than 16777216 bytes',
    ],
  ])('is unreadable when it says %s', async (_name, status, body, detail) => {
    const port = await saying(status, body);
    await expect(readLiveAccounts(port)).rejects.toMatchObject({
      code: 'BROKER_UNREADABLE',
      detail,
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
    expect(performance.now() - begin).toBeGreaterThan(2_900);
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
