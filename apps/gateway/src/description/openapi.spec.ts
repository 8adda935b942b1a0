import { readFileSync } from 'node:fs';
import { build, closeAll, gatewayRoutes } from '../../../../test/support/http-gateway.js';
import { describeApi } from './openapi.js';

afterAll(closeAll);

describe('API description', () => {
  it('is the committed one', async () => {
    const { app } = await build();
    const committed = readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8');
    expect(describeApi(app)).toEqual(JSON.parse(committed));
    const served = await app.inject({ method: 'GET', url: '/api/v1/openapi.json' });
    expect(served.json()).toEqual(JSON.parse(committed));
  });

  it('describes every route but those that answer text', async () => {
    const { app } = await build();
    const described = Object.entries(describeApi(app).paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const wanted = gatewayRoutes
      .map(([route]) => route.replace(/:([a-z]+)/g, '{$1}'))
      .filter((route) => !/ \/(?:metrics|api\/docs.*)$/.test(route));
    expect(described.sort()).toEqual([...wanted].sort());
  });
});
