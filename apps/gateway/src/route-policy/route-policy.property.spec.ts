import { Controller, Get, type ExecutionContext, type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { TextRoute, type Caller } from '#api';
import { claimRequest } from '#capabilities/assignment/assignment.contract';
import { showThread } from '#capabilities/requests/threads.contract';
import { anyone, call, Nothing, type Call } from '#contract';
import { AccessGuard, routesOf } from './access.js';
import { withRoutePolicy, RoutePolicyBus } from './bus.js';
import { costlyPaths } from '../edge/costly-calls.js';
import { controllers, GatewayModule } from '../gateway-module.js';
import type { KeepAlive } from './keep-alive.js';
import { pagePolicy } from '../page/page.js';
import { PolicyController } from '#capabilities/policy/policy.controller';
import { securityHeaders } from '../edge/security-headers.js';
import {
  bearer,
  build,
  closeAll,
  gatewayRoutes,
  rows,
  ServiceError,
  split,
  token,
} from '../../../../test/support/http-gateway.js';
import { ofSuite } from '../../../../test/support/suite.js';

afterAll(closeAll);

@Controller()
class Stray {
  @Get('api/v1/inbox/everything')
  all(): string {
    return 'all';
  }
}

@Controller()
class Heir extends Stray {}

const said = { name: 'x', summary: 'x', description: 'x' };

// Serves a call that nobody has a right to.
@Controller()
class Rightless {
  @TextRoute('everything', [call('everything', Nothing, Nothing, {})], said)
  all(): string {
    return 'all';
  }
}

@Controller()
class Unknown {
  @TextRoute('everywhere', [call('everywhere', Nothing, Nothing, { inbox: anyone })], said)
  all(): string {
    return 'all';
  }
}

const reached = (handler: () => unknown): ExecutionContext =>
  ({ getHandler: () => handler }) as unknown as ExecutionContext;

describe('route policies', () => {
  it('do not open at all when a handler has no call, a call no handler or no right, or an address two', async () => {
    const { options } = await build();
    const closed = (served: readonly Type[]) => () => GatewayModule.register(options, served);
    for (const stray of [Stray, Heir])
      expect(closed([...controllers, stray])).toThrow('serves no call');
    expect(closed(controllers.slice(1))).toThrow('ROUTE_CLOSED: no handler serves enrol');
    expect(closed([...controllers, PolicyController])).toThrow('has two handlers');
    expect(closed([...controllers, Rightless])).toThrow('nobody has a right to everything');
    expect(closed([...controllers, Unknown])).toThrow('nobody has a right to everywhere');
    expect(closed(controllers)).not.toThrow();
  });

  it('are closed to everybody where a handler without a call was served all the same', async () => {
    const keepAlive = { touch: () => Promise.resolve() } as unknown as KeepAlive;
    const guard = new AccessGuard(new Reflector(), keepAlive);
    const asked = guard.canActivate(
      reached(Object.getOwnPropertyDescriptor(Stray.prototype, 'all')?.value as () => unknown),
    );
    await expect(asked).rejects.toMatchObject({ code: 'ROUTE_CLOSED', status: 403 });
  });

  it('let a handler ask what its route serves, of that side and nothing else, and nobody outside of a route', async () => {
    const { bus } = await build();
    const limited = new RoutePolicyBus(bus);
    const ask = (asked: Call, side: Caller['side'] = 'inbox') =>
      limited.ask(asked, { session: token, side }, {});
    const policy = routesOf(controllers).find(({ route }) => route === 'GET /api/v1/inbox/:thread');
    if (policy === undefined) throw new Error('no such route');
    await withRoutePolicy(policy, () => ask(showThread));
    for (const refused of [
      withRoutePolicy(policy, () => ask(claimRequest)),
      withRoutePolicy(policy, () => ask(showThread, 'requests')),
      ask(showThread),
    ])
      await expect(refused).rejects.toMatchObject({ code: 'ROUTE_CLOSED' });
    expect(bus.calls.map(({ pattern }) => pattern)).toEqual(['inbox.show']);
  });

  it('serves exactly these routes', async () => {
    const { app } = await build();
    const printed = app.getHttpAdapter().getInstance();
    for (const [route] of gatewayRoutes) {
      const { method, url } = { ...split(route), url: route.split(' ')[1] ?? '' };
      expect([route, printed.hasRoute({ method, url })]).toEqual([route, true]);
      for (const other of ['HEAD', 'PUT', 'PATCH', 'OPTIONS'] as const)
        expect(printed.hasRoute({ method: other, url })).toBe(false);
    }
  });

  it('limits every open POST per address', () => {
    const open = gatewayRoutes.filter(
      ([route, access]) => access === 'open' && route.startsWith('POST'),
    );
    expect(new Set(open.map(([route]) => route.slice('POST '.length)))).toEqual(costlyPaths);
  });

  const withoutSession = ofSuite(() => build());
  it.each(rows(gatewayRoutes.filter(([, access]) => access === 'session')))(
    '$route is closed without a session and never reaches a service',
    async ({ route, body }) => {
      const { app, bus } = await withoutSession();
      bus.calls.length = 0;
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
    expect(bus.callsOf('requests.list')).toEqual([]);
    await app.inject({ method: 'GET', url, headers: bearer });
    expect(bus.callsOf('requests.session')).toHaveLength(2);
  });

  it('keeps a session alive once a minute', async () => {
    const { app, bus, clock } = await build();
    const ask = () =>
      app.inject({ method: 'GET', url: '/api/v1/requests?purpose=DETECTION', headers: bearer });
    await Promise.all([ask(), ask(), ask()]);
    expect(bus.callsOf('requests.session')).toEqual([{ session: token }]);
    clock.at += 59_999;
    await ask();
    expect(bus.callsOf('requests.session')).toHaveLength(1);
    clock.at += 1;
    await ask();
    expect(bus.callsOf('requests.session')).toHaveLength(2);
  });
});

describe('headers', () => {
  const answering = ofSuite(() => build({ 'audit.status': () => ({ services: [] }) }));
  it.each(rows([...gatewayRoutes, ['GET /nowhere', 'open'], ['GET /api/v1/%zz', 'open']]))(
    '$route has the security headers and no cookie, answered or refused',
    async ({ route, body }) => {
      const { app } = await answering();
      const payload = body === undefined ? {} : { payload: body };
      for (const headers of [{}, bearer]) {
        const answer = await app.inject({ ...split(route), headers, ...payload });
        const isPage = route === 'GET /api/docs';
        const own = isPage && answer.statusCode === 200 ? pagePolicy : undefined;
        const policy = own ?? securityHeaders['content-security-policy'];
        const wanted = { ...securityHeaders, 'content-security-policy': policy };
        expect(answer.headers).toMatchObject(wanted);
        expect(answer.headers['set-cookie']).toBeUndefined();
        if (answer.statusCode >= 400)
          expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      }
    },
  );
});
