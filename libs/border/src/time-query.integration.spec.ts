import { createServer, type Server } from 'node:https';
import { createServer as createPlain, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAuthority, issueCertificate, type KeyedCertificate } from '#broker';
import { postTimeQuery } from './index.js';

const hour = 3_600_000;
const validity = { notBefore: new Date(Date.now() - hour), notAfter: new Date(Date.now() + hour) };
const open: Server[] = [];
let authority: KeyedCertificate;
let answer: RequestListener;
let url: string;
const ok = { 'content-type': 'application/timestamp-reply' };

async function listen(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  authority = await createAuthority({ name: 'Door CA', ...validity });
  const request = { name: 'door', hosts: ['127.0.0.1'], use: 'server', ...validity } as const;
  const { certificate, key } = await issueCertificate(authority, request);
  const port = await listen(
    createServer({ cert: certificate, key }, (question, response) => {
      answer(question, response);
    }),
  );
  url = `https://127.0.0.1:${port}/tsa`;
});

afterAll(async () => {
  for (const server of open) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

const ask = (more: object = {}): Promise<Buffer> =>
  postTimeQuery(
    { url, tlsAuthority: authority.certificate, withinMs: 500, ...more },
    Buffer.from('question'),
  );

describe('a question to a time-stamp authority', () => {
  it('goes out as RFC 3161 says, and the answer comes back as it is', async () => {
    answer = (question, response) => {
      const { method, headers, url: path } = question;
      let body = '';
      question.on('data', (part: Buffer) => (body += part.toString()));
      question.on('end', () => {
        const echo = JSON.stringify([method, path, headers['content-type'], body]);
        response.writeHead(200, { 'content-type': 'application/timestamp-reply; x=y' }).end(echo);
      });
    };
    expect(JSON.parse((await ask()).toString())).toEqual([
      'POST',
      '/tsa',
      'application/timestamp-query',
      'question',
    ]);
  });

  it('is answered only by who has a certificate of the configured authority', async () => {
    answer = (_, response) => response.writeHead(200, ok).end('answer');
    expect((await ask()).toString()).toBe('answer');
    const other = await createAuthority({ name: 'Other CA', ...validity });
    for (const tlsAuthority of [other.certificate, undefined])
      await expect(ask({ tlsAuthority })).rejects.toMatchObject({ code: 'TIME_QUERY_FAILED' });
    // The certificate names the address only, not `localhost`.
    const elsewhere = url.replace('127.0.0.1', 'localhost');
    await expect(ask({ url: elsewhere })).rejects.toMatchObject({ code: 'TIME_QUERY_FAILED' });
  });

  it('follows no redirect: the other address is never asked', async () => {
    let asked = 0;
    const plain = createPlain((_, response) => {
      asked += 1;
      response.writeHead(200, ok).end('x');
    });
    const port = await listen(plain as unknown as Server);
    for (const status of [301, 302, 303, 307, 308]) {
      answer = (_, response) =>
        response.writeHead(status, { ...ok, location: `http://127.0.0.1:${port}/` }).end('x');
      await expect(ask()).rejects.toMatchObject({
        code: 'TIME_QUERY_REFUSED',
        detail: `HTTP ${status}`,
      });
    }
    expect(asked).toBe(0);
  });

  it('takes 64 KiB and no byte more, and no other kind of answer', async () => {
    answer = (_, response) => response.writeHead(200, ok).end(Buffer.alloc(65_536));
    expect(await ask()).toHaveLength(65_536);
    answer = (_, response) => response.writeHead(200, ok).end(Buffer.alloc(65_537));
    await expect(ask()).rejects.toMatchObject({ code: 'TIME_QUERY_REFUSED' });
    answer = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('x');
    await expect(ask()).rejects.toMatchObject({ detail: 'media type' });
    answer = (_, response) => response.writeHead(500, ok).end('x');
    await expect(ask()).rejects.toMatchObject({ detail: 'HTTP 500' });
  });

  it.each<[string, RequestListener]>([
    ['says nothing', () => undefined],
    ['stops in the middle', (_, response) => void response.writeHead(200, ok).write('x')],
    [
      'drips',
      (_, response) => {
        response.writeHead(200, ok);
        const timer = setInterval(() => response.write('x'), 20);
        response.on('close', () => {
          clearInterval(timer);
        });
      },
    ],
    ['closes', (question) => question.socket.destroy()],
    [
      'says it is shorter',
      (_, response) => {
        response.writeHead(200, { ...ok, 'content-length': 10 }).write('x');
        response.socket?.end();
      },
    ],
  ])('is given up in time when the other side %s', async (_, how) => {
    answer = how;
    const begun = Date.now();
    await expect(ask()).rejects.toMatchObject({ code: 'TIME_QUERY_FAILED' });
    expect(Date.now() - begun).toBeLessThan(2_000);
  });
});
