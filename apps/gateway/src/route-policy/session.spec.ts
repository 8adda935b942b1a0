import { b64, bearer, build, closeAll } from '../../../../test/support/http-gateway.js';

afterAll(closeAll);

describe('GET /api/v1/session', () => {
  it('says beside the officer how large a file may be, before one is sent', async () => {
    const handlers = { 'requests.session': () => ({ officer: 'ana', attachmentBytes: 7_000 }) };
    const { app } = await build(handlers);
    const shown = await app.inject({ method: 'GET', url: '/api/v1/session', headers: bearer });
    expect(shown.json()).toEqual({ officer: 'ana', attachmentBytes: 7_000 });
  });
});

describe('POST /api/v1/enrolments', () => {
  const payload = {
    token: 'T'.repeat(32),
    ...{ certificate: b64('certificate'), login: b64('login'), signature: b64('signature') },
  };
  const url = '/api/v1/enrolments';

  it('carries the root that the officer knows, so that a wrong one uses no token up', async () => {
    const { app, bus } = await build({ 'requests.enrol': () => ({ officer: 'ana' }) });
    const root = 'A'.repeat(40);
    const withRoot = await app.inject({ method: 'POST', url, payload: { ...payload, root } });
    expect(withRoot.statusCode).toBe(201);
    const silent = await app.inject({ method: 'POST', url, payload });
    expect(silent.statusCode).toBe(201);
    expect(bus.callsOf('requests.enrol')).toEqual([
      expect.objectContaining({ root }),
      expect.not.objectContaining({ root: expect.anything() as unknown }),
    ]);
    const odd = await app.inject({ method: 'POST', url, payload: { ...payload, root: 'x' } });
    expect(odd.statusCode).toBe(422);
  });
});
