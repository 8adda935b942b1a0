import { KernelError, phrase } from '#kernel';
import { edge } from '../options.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  build,
  closeAll,
  ServiceError,
  token,
  bearer,
  id,
} from '../../../../test/support/http-gateway.js';
import type { Built } from '../../../../test/support/http-gateway.js';

afterAll(closeAll);

const deskLists = [
  ...['requests', 'inbox'].flatMap((desk) =>
    ['', '/recalls', '/consents', '/owed', '/notices', '/reviews'].map((list) => desk + list),
  ),
  'inbox/copies',
  'inbox/withheld-copies',
];

describe('problem documents', () => {
  const failing = async (error: Error): Promise<[Built, Awaited<ReturnType<typeof ask>>]> => {
    const built = await build({
      'requests.list': () => {
        throw error;
      },
    });
    return [built, await ask(built.app)];
  };
  const ask = (app: NestFastifyApplication) =>
    app.inject({
      method: 'GET',
      url: '/api/v1/requests?purpose=DETECTION&limit=5',
      headers: bearer,
    });

  it('carries the words of the service', async () => {
    const [, answer] = await failing(new ServiceError('THREAD_UNKNOWN', {}, 'thread'));
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.json()).toEqual({
      type: 'urn:liaise:error:THREAD_UNKNOWN',
      title: 'T.',
      status: 404,
      code: 'THREAD_UNKNOWN',
      detail: 'thread',
      remedy: 'R.',
      action: 'refuse',
      instance: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
    });
  });

  it('speaks the language that is asked for, and says which', async () => {
    const error = new KernelError('VALUE_INVALID', phrase`at most ${7} bytes`);
    const built = await build({
      'requests.list': () => {
        throw error;
      },
    });
    const asked = async (language: string) => {
      const answer = await built.app.inject({
        method: 'GET',
        url: '/api/v1/requests?purpose=DETECTION&limit=5',
        headers: { ...bearer, 'accept-language': language },
      });
      const { title, detail, code } = answer.json<Record<string, string>>();
      return [answer.headers['content-language'], code, detail, title];
    };
    expect(await asked('de, fr;q=0.5')).toEqual([
      'fr',
      'VALUE_INVALID',
      'au plus 7 octets',
      expect.stringMatching(/valeur/),
    ]);
    expect(await asked('de')).toEqual(['en', 'VALUE_INVALID', error.detail, error.title]);
  });

  it('says when to come back after what may be tried again', async () => {
    const [, answer] = await failing(new ServiceError('LATE', { action: 'retry', status: 504 }));
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
  });

  it('says nothing of an unknown failure, not even to the log', async () => {
    const [{ log }, answer] = await failing(new Error('secret-of-the-case'));
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'INTERNAL' });
    expect(answer.json()).not.toHaveProperty('detail');
    expect(answer.body).not.toMatch('secret-of-the-case');
    expect(log.lines.join('\n')).toMatch('.spec.ts:');
    expect(log.lines.join('\n')).not.toMatch('secret-of-the-case');
  });

  it('names wrong fields, never what they held', async () => {
    const { app, bus } = await build();
    const known = { chain: 'hush-1', entry: 'hush-2!', signatures: 'hush-3' };
    const directory = [{ entry: 'AA==', signatures: [7] }];
    const wrong: readonly [object, readonly string[]][] = [
      [{ ...known, directory }, ['chain', 'entry', 'signatures', 'directory.0.signatures']],
      [{ ...known, directory: [{ entry: 'AA==', signatures: [] }] }, ['directory.0.signatures']],
      // Unknown members are refused before anything else.
      [{ ...known, extra: 1 }, ['extra (not known here)']],
      [{ ...known, 'hush 4': 1 }, ['(a name) (not known here)']],
    ];
    for (const [payload, fields] of wrong) {
      const url = '/api/v1/directory/entries';
      const answer = await app.inject({ method: 'POST', url, payload });
      expect(answer.statusCode).toBe(422);
      const { code, detail } = answer.json<{ code: string; detail: string }>();
      expect(code).toBe('VALUE_INVALID');
      for (const field of fields) expect(detail).toContain(field);
      expect(answer.body).not.toMatch('hush');
    }
    expect(bus.calls).toEqual([]);
  });

  it.each([
    ['purpose missing', `/api/v1/requests/${id}`],
    ...deskLists.map((list) => [`purpose missing for ${list}`, `/api/v1/${list}`]),
    ['purpose unknown', `/api/v1/requests/${id}?purpose=CURIOSITY`],
    ['purpose twice', `/api/v1/requests/${id}?purpose=PREVENTION&purpose=PREVENTION`],
    ['no purpose, for a receipt', `/api/v1/inbox/${id}/dispatches/${id}/receipts/1`],
    ['no purpose, for what a log holds', '/api/v1/audit/log/entries?from=0'],
    ['no purpose, for asks about persons', '/api/v1/subjects/received'],
    ['a purpose of a desk, for asks about persons', '/api/v1/subjects/received?purpose=DETECTION'],
    ['a purpose of no desk', `/api/v1/requests/${id}?purpose=DATA_SUBJECT_RIGHTS`],
    ['thread no uuid', '/api/v1/requests/1?purpose=PREVENTION'],
    ['limit too large', '/api/v1/requests?purpose=PREVENTION&limit=101'],
    ['limit no number', '/api/v1/requests?purpose=PREVENTION&limit=1e1'],
    ['unknown member', '/api/v1/requests?purpose=PREVENTION&officer=other'],
    ['a last row that is no id', '/api/v1/requests?purpose=PREVENTION&before=AAAA'],
    [
      'a last row of the quarantine that is no id',
      '/api/v1/quarantine?purpose=DETECTION&before=AAAA',
    ],
    ['a quarantine id that is none', '/api/v1/quarantine/AAAA?purpose=DETECTION'],
    ['session in the address', `/api/v1/requests?purpose=PREVENTION&session=${token}`],
  ])('refuses an address with %s', async (_what, url) => {
    const { app, bus } = await build();
    const answer = await app.inject({ method: 'GET', url, headers: bearer });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
      422,
      'VALUE_INVALID',
    ]);
    expect(bus.calls.map(({ pattern }) => pattern)).toEqual(['requests.session']);
  });

  it('answers an unknown address like any other refusal', async () => {
    const { app } = await build();
    const answer = await app.inject({ method: 'GET', url: '/api/v1/secret?name=x' });
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'ROUTE_UNKNOWN' });
    expect(answer.body).not.toMatch('secret');
  });

  it('refuses pages of other origins', async () => {
    const { app } = await build();
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const answer = await app.inject({ method: 'GET', url: '/livez', headers });
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
        403,
        'ORIGIN_REFUSED',
      ]);
    }
    const headers = { origin: 'https://gateway.example', 'sec-fetch-site': 'same-origin' };
    const own = await app.inject({ method: 'GET', url: '/livez', headers });
    expect(own.statusCode).toBe(200);
  });

  it('logs ids, codes and routes, never an address or a token', async () => {
    const { app, log } = await build();
    await app.inject({
      method: 'GET',
      url: `/api/v1/requests/${id}?purpose=X-hush`,
      headers: bearer,
    });
    const text = log.lines.join('\n');
    expect(text).toMatch('/api/v1/requests/:thread');
    expect(text).toMatch('VALUE_INVALID');
    for (const secret of ['hush', token, id]) expect(text).not.toMatch(secret);
  });
});

describe('limits', () => {
  const post = (app: NestFastifyApplication, payload: string | Buffer, type = 'application/json') =>
    app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      headers: { 'content-type': type },
      payload,
    });

  it.each([
    ['no JSON', '{', 400, 'JSON_INVALID'],
    ['nothing', '', 400, 'JSON_INVALID'],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'JSON_INVALID'],
    ['deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400, 'JSON_INVALID'],
    ['__proto__', '{"login":"AA==","__proto__":{"a":1}}', 400, 'JSON_INVALID'],
    ['constructor', '{"a":[{"constructor":{"prototype":{}}}]}', 400, 'JSON_INVALID'],
    ['a number', '7', 422, 'VALUE_INVALID'],
    ['null', 'null', 422, 'VALUE_INVALID'],
    ['a list', '[]', 422, 'VALUE_INVALID'],
    ['too large', `"${'a'.repeat(edge.jsonBytes)}"`, 413, 'BODY_TOO_LARGE'],
  ])('refuses a body that is %s', async (_what, payload, status, code) => {
    const { app, bus } = await build();
    const answer = await post(app, payload);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
    expect(bus.calls).toEqual([]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'refuses %s',
    async (type) => {
      const { app } = await build();
      const answer = await post(app, 'a=1', type);
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
        415,
        'MEDIA_TYPE_REFUSED',
      ]);
    },
  );

  it('refuses an octet-stream where a form is wanted', async () => {
    const { app } = await build();
    const answer = await post(app, 'bytes', 'application/octet-stream');
    expect(answer.statusCode).toBe(422);
  });

  it('limits logins per address, and lets them in again after a minute', async () => {
    const { app, clock } = await build({}, { loginsPerMinute: 3 });
    const login = async (): Promise<number> => (await post(app, '{}')).statusCode;
    expect([await login(), await login(), await login()]).toEqual([422, 422, 422]);
    const refused = await post(app, '{}');
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ code: 'RATE_LIMITED', action: 'retry' });
    expect(refused.headers['retry-after']).toBe('60');
    clock.at += 60_000;
    expect(await login()).toBe(422);
  });

  it('limits one session without touching another', async () => {
    const { app } = await build({}, { requestsPerMinute: 2 });
    const ask = async (letter: string): Promise<number> => {
      const headers = { authorization: `Bearer ${letter.repeat(43)}` };
      return (await app.inject({ method: 'GET', url: '/api/v1/session', headers })).statusCode;
    };
    expect([await ask('a'), await ask('a'), await ask('a'), await ask('b')]).toEqual([
      200, 200, 429, 200,
    ]);
  });
});
