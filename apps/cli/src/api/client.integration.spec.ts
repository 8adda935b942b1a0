import { HttpsGateway, refuse } from '../../../../test/support/https-gateway.js';
import { exitCodeOf } from '../exit-codes.js';
import { explain } from '../print/explain.js';
import { ApiClient, type Limits } from './client.js';
import { object, text } from './shape.js';

const form = object({ word: text });
let server: HttpsGateway;
let other: HttpsGateway;
const clients: ApiClient[] = [];
beforeAll(async () => {
  [server, other] = await Promise.all([HttpsGateway.start(), HttpsGateway.start()]);
});
afterAll(async () => {
  for (const each of clients) each.close();
  await Promise.all([server.stop(), other.stop()]);
});

function client(limits: Partial<Limits> = {}, ca = server.ca): ApiClient {
  const made = new ApiClient({ origin: server.origin, ca }, 'T'.repeat(43), limits);
  clients.push(made);
  return made;
}

describe('ApiClient', () => {
  it('sends the token and a body, and reads what it expects', async () => {
    server.on('POST /api/v1/x', ({ json }) => ({ word: json()['said'], more: 1 }));
    const answer = await client().ask(form, 'POST', '/api/v1/x', { said: 'hello' });
    expect(answer).toEqual({ word: 'hello' });
    const { authorization } = server.last('POST /api/v1/x').headers;
    expect(authorization).toBe(`Bearer ${'T'.repeat(43)}`);
  });

  it('asks again on the same connection', async () => {
    server.on('POST /api/v1/again', () => ({ word: 'yes' }));
    const [asking, before] = [client(), server.connections];
    for (let n = 0; n < 3; n += 1)
      await asking.ask(form, 'POST', '/api/v1/again', { said: 'hello' });
    expect(server.connections - before).toBe(1);
  });

  it('reads once more what a connection that had ended meanwhile did not bring', async () => {
    const ended = new Set<unknown>();
    server.on('GET /api/v1/idle', (_, { socket }) => {
      if (ended.has(socket)) return void socket?.destroy();
      ended.add(socket);
      return { word: 'yes' };
    });
    const [asking, before] = [client(), server.connections];
    const asked = async (): Promise<unknown> => asking.ask(form, 'GET', '/api/v1/idle');
    expect(await Promise.all([asked(), asked()])).toEqual([{ word: 'yes' }, { word: 'yes' }]);
    expect(await asked()).toEqual({ word: 'yes' });
    expect(server.connections - before).toBe(3);
  });

  it('does not send again what broke off inside its answer', async () => {
    let count = 0;
    server.on('GET /api/v1/half', (_, reply) => {
      count += 1;
      if (count === 1) return { word: 'yes' };
      reply.writeHead(200, { 'content-length': '100' }).write('{');
      setTimeout(() => reply.socket?.destroy(), 20);
      return undefined;
    });
    const asking = client();
    await asking.ask(form, 'GET', '/api/v1/half');
    const asked = asking.ask(form, 'GET', '/api/v1/half');
    await expect(asked).rejects.toMatchObject({ code: 'CLI_UNREACHABLE' });
    await new Promise((done) => setTimeout(done, 100));
    expect(count).toBe(2);
  });

  it.each([
    ['what a new connection did not bring', 'GET', 1],
    ['what may have been done', 'POST', 2],
  ] as const)('does not send again %s', async (_, method, attempts) => {
    let count = 0;
    server.on(`${method} /api/v1/lost`, (_asked, { socket }) => {
      count += 1;
      if (count === attempts) return void socket?.destroy();
      return { word: 'yes' };
    });
    const asking = client();
    const asked = async (): Promise<unknown> => asking.ask(form, method, '/api/v1/lost');
    for (let n = 1; n < attempts; n += 1) await asked();
    await expect(asked()).rejects.toMatchObject({ code: 'CLI_UNREACHABLE' });
    expect(count).toBe(attempts);
  });

  it('believes no other authority', async () => {
    const before = server.asked.length;
    const asked = client({}, other.ca).ask(form, 'GET', '/api/v1/x');
    await expect(asked).rejects.toMatchObject({ code: 'CLI_GATEWAY_FOREIGN' });
    expect(server.asked.length).toBe(before);
  });

  it('carries the code and the remedy of a refusal, and nothing that acts on a terminal', async () => {
    server.on('GET /api/v1/no', (_, reply) => refuse(reply, 409, 'THREAD_TAKEN', 'by\u001b[2J x'));
    const refused = await client()
      .ask(form, 'GET', '/api/v1/no')
      .catch((error: unknown) => error);
    expect(explain(refused)).toEqual([
      'liaise: Title of THREAD_TAKEN. (THREAD_TAKEN)',
      '  by\ufffd[2J x',
      'Remedy of THREAD_TAKEN.',
    ]);
    expect(exitCodeOf(refused)).toBe(3);
  });

  it('follows no redirect', async () => {
    server.on('GET /api/v1/away', (_, reply) => {
      reply.writeHead(302, { location: `${other.origin}/api/v1/x` }).end('{}');
    });
    const asked = client().ask(form, 'GET', '/api/v1/away');
    await expect(asked).rejects.toMatchObject({ code: 'CLI_ANSWER_INVALID' });
    expect(other.asked).toEqual([]);
  });

  it.each([
    ['an answer that is too long', { answerBytes: 10 }, 'CLI_ANSWER_INVALID'],
    ['another form', {}, 'CLI_ANSWER_INVALID'],
  ])('refuses %s', async (_, limits, code) => {
    server.on('GET /api/v1/odd', () => ({ word: 17, filler: 'x'.repeat(100) }));
    const asked = client(limits).ask(form, 'GET', '/api/v1/odd');
    await expect(asked).rejects.toMatchObject({ code });
  });

  it('waits no longer than it says', async () => {
    server.on('GET /api/v1/slow', () => undefined);
    const asked = client({ idleMs: 50 }).ask(form, 'GET', '/api/v1/slow');
    await expect(asked).rejects.toMatchObject({ code: 'CLI_UNREACHABLE' });
  });

  it('waits no longer than it says for an answer that drips', async () => {
    server.on('GET /api/v1/drip', (_, reply) => {
      const drip = setInterval(() => reply.write(' '), 10);
      reply.once('close', () => clearInterval(drip));
    });
    const asked = client({ wholeMs: 100 }).ask(form, 'GET', '/api/v1/drip');
    await expect(asked).rejects.toMatchObject({ code: 'CLI_UNREACHABLE' });
  });
});
