import { bearer, build, closeAll } from '../../../../test/support/http-gateway.js';
import { ServedMethods } from './served-methods.js';

afterAll(closeAll);

describe('an address that does not take a method', () => {
  it.each([
    ['PUT', '/api/v1/requests', 'GET, POST'],
    ['DELETE', '/api/v1/requests?purpose=DETECTION', 'GET, POST'],
    ['POST', '/api/v1/session', 'DELETE, GET'],
    ['HEAD', '/livez', 'GET'],
    ['OPTIONS', '/api/v1/audit/health', 'GET'],
    ['GET', '/api/v1/uploads', 'POST'],
  ] as const)('%s %s is refused and told which: %s', async (method, url, allow) => {
    const { app, bus } = await build();
    const answer = await app.inject({ method, url, headers: bearer });
    expect([answer.statusCode, answer.headers['allow']]).toEqual([405, allow]);
    if (method !== 'HEAD') expect(answer.json()).toMatchObject({ code: 'METHOD_REFUSED' });
    expect(bus.calls).toEqual([]);
  });

  it.each(['/api/v1/secret', '/api/v1/requests/', '/', '/api/v1/requests/a/b/c'])(
    'is not %s: there is nothing',
    async (url) => {
      const { app } = await build();
      const answer = await app.inject({ method: 'PUT', url });
      expect([answer.statusCode, answer.headers['allow']]).toEqual([404, undefined]);
    },
  );

  it('is known by its pattern: a variable part is anything but nothing', () => {
    const served = new ServedMethods();
    served.add('GET', '/a/:b');
    served.add('POST', '/a/c');
    expect(served.methodsOf('/a/c?d=/e')).toEqual(['GET', 'POST']);
    expect([served.methodsOf('/a/d'), served.methodsOf('/a/'), served.methodsOf('/a')]).toEqual([
      ['GET'],
      [],
      [],
    ]);
  });
});
