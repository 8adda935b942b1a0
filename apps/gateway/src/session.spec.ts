import { bearer, build, closeAll } from '../../../test/support/http-gateway.js';

afterAll(closeAll);

describe('GET /api/v1/session', () => {
  it('says beside the officer how large a file may be, before one is sent', async () => {
    const handlers = { 'requests.session': () => ({ officer: 'ana' }) };
    const { app } = await build(handlers, { attachmentBytes: 7_000 });
    const shown = await app.inject({ method: 'GET', url: '/api/v1/session', headers: bearer });
    expect(shown.json()).toEqual({ officer: 'ana', attachmentBytes: 7_000 });
  });
});
