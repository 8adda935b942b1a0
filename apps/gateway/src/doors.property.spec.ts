import { Reflector } from '@nestjs/core';
import { doorOf } from './access.js';
import { costlyPaths } from './edge.js';
import { controllers } from './gateway-module.js';
import { securityHeaders } from './security-headers.js';
import {
  build,
  closeAll,
  ServiceError,
  token,
  bearer,
} from '../../../test/support/http-gateway.js';
import { doors, rows, split } from '../../../test/support/http-doors.js';

afterAll(closeAll);

/** What the controllers say about themselves, read from their metadata. */
function declared(): Record<string, string | undefined> {
  const reflector = new Reflector();
  const verbs: Readonly<Record<number, string>> = { 0: 'GET', 1: 'POST', 3: 'DELETE' };
  const join = (...parts: string[]): string =>
    `/${parts
      .map((part) => part.replace(/^\/|\/$/g, ''))
      .filter(Boolean)
      .join('/')}`;
  const found: Record<string, string | undefined> = {};
  for (const controller of controllers)
    for (const name of Object.getOwnPropertyNames(controller.prototype)) {
      const handler = Object.getOwnPropertyDescriptor(controller.prototype, name)
        ?.value as () => unknown;
      const verb = Reflect.getMetadata('method', handler) as number | undefined;
      if (verb === undefined) continue;
      const base = Reflect.getMetadata('path', controller) as string;
      const path = Reflect.getMetadata('path', handler) as string;
      found[`${verbs[verb] ?? String(verb)} ${join(base, path)}`] = doorOf(reflector, handler);
    }
  return found;
}

describe('doors', () => {
  it('has a row for every route, and every route the rule of its row', () => {
    expect(declared()).toEqual(Object.fromEntries(doors.map(([route, door]) => [route, door])));
  });

  it('serves exactly these routes', async () => {
    const { app } = await build();
    const printed = app.getHttpAdapter().getInstance();
    for (const [route] of doors) {
      const { method, url } = { ...split(route), url: route.split(' ')[1] ?? '' };
      expect([route, printed.hasRoute({ method, url })]).toEqual([route, true]);
      for (const other of ['HEAD', 'PUT', 'PATCH', 'OPTIONS'] as const)
        expect(printed.hasRoute({ method: other, url })).toBe(false);
    }
  });

  it('limits every open POST per address', () => {
    const open = doors.filter(([route, door]) => door === 'open' && route.startsWith('POST'));
    expect(new Set(open.map(([route]) => route.slice('POST '.length)))).toEqual(costlyPaths);
  });

  it.each(rows(doors.filter(([, door]) => door === 'session')))(
    '$route is closed without a session and never reaches a service',
    async ({ route, body }) => {
      const { app, bus } = await build();
      for (const authorization of [undefined, 'Bearer short', `Basic ${token}`, token]) {
        const headers = authorization === undefined ? {} : { authorization };
        const payload = body === undefined ? {} : { payload: body };
        const answer = await app.inject({ ...split(route), headers, ...payload });
        expect(answer.statusCode).toBe(401);
        expect(answer.json<{ code: string }>().code).toBe('SESSION_REQUIRED');
        expect(answer.headers['www-authenticate']).toBe('Bearer');
      }
      expect(bus.calls).toEqual([]);
    },
  );

  it('lets nobody in whom the service refuses', async () => {
    const { app, bus } = await build({
      'requests.session': () => {
        throw new ServiceError('SESSION_UNKNOWN', { status: 401 });
      },
    });
    const url = '/api/v1/requests?purpose=DETECTION';
    const answer = await app.inject({ method: 'GET', url, headers: bearer });
    expect(answer.statusCode).toBe(401);
    expect(bus.of('requests.list')).toEqual([]);
    await app.inject({ method: 'GET', url, headers: bearer });
    expect(bus.of('requests.session')).toHaveLength(2);
  });

  it('keeps a session alive once a minute', async () => {
    const { app, bus, clock } = await build();
    const ask = () =>
      app.inject({ method: 'GET', url: '/api/v1/requests?purpose=DETECTION', headers: bearer });
    await Promise.all([ask(), ask(), ask()]);
    expect(bus.of('requests.session')).toEqual([{ session: token }]);
    clock.at += 59_999;
    await ask();
    expect(bus.of('requests.session')).toHaveLength(1);
    clock.at += 1;
    await ask();
    expect(bus.of('requests.session')).toHaveLength(2);
  });
});

describe('headers', () => {
  it.each(rows([...doors, ['GET /nowhere', 'open'], ['GET /api/v1/%zz', 'open']]))(
    '$route has the security headers and no cookie, answered or refused',
    async ({ route, body }) => {
      const { app } = await build({ 'audit.status': () => ({ services: [] }) });
      const payload = body === undefined ? {} : { payload: body };
      for (const headers of [{}, bearer]) {
        const answer = await app.inject({ ...split(route), headers, ...payload });
        expect(answer.headers).toMatchObject(securityHeaders);
        expect(answer.headers['set-cookie']).toBeUndefined();
        if (answer.statusCode >= 400)
          expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      }
    },
  );
});
