import { describe, expect, it, afterAll } from '@jest/globals';
import { b64, bearer, build, closeAll, id } from '../../../test/support/http-gateway.js';
import {
  addressOf,
  routeFixtures,
  type Aim,
  type RouteFixture,
} from '../../../test/instruments/matrix/route-fixtures.js';
import { describeApi } from './description/openapi.js';

afterAll(closeAll);

// Members that only the server may set: columns of rows, attributes of an officer.
const owned = ['authority', 'holder', 'officer', 'owner', 'roles', 'session', 'state', 'thread'];
const mine = 'mine-now';
const aim: Aim = {
  ...{ thread: id, dispatch: id, named: id, note: id, event: id, words: 'x', officer: 'n.nobody' },
  ...{ item: '0'.repeat(64), upload: '00000000-0000-4000-8000-000000000001' },
  ...{ broadcast: id, quarantined: id, said: {} },
  attachment: { name: 'x.txt', mediaType: 'text/plain', size: 1, sha256: '', sha512: '' },
} as unknown as Aim;
const signed = { document: b64('{}'), signature: b64('s'), uploads: [] };
const bodyOf = ({ signs, body }: RouteFixture): object | undefined =>
  signs === undefined ? body?.(aim) : { ...signed, ...signs(aim).more };

// Routes that take signed bytes, no JSON or nothing; the last is served by the gateway itself.
const others: readonly string[] = [
  ...['POST /api/v1/enrolments', 'POST /api/v1/sessions', 'POST /api/v1/directory/entries'],
  ...['GET /api/v1/session', 'POST /api/v1/uploads'],
  ...['GET /api/v1/kinds', 'GET /api/v1/openapi.json', 'GET /api/v1/asyncapi.json', 'GET /livez'],
  ...['GET /api/docs', 'GET /api/docs/style.css'],
];

const all = Object.entries(routeFixtures).flatMap(([route, fixture]) =>
  (Array.isArray(fixture) ? (fixture as readonly RouteFixture[]) : [fixture as RouteFixture]).map(
    (each) => [route, each] as const,
  ),
);

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>>;
  };
}

describe('what a row has and no form takes', () => {
  it('reaches no service by any route, in the address or in the body', async () => {
    const { app, bus } = await build();
    const { paths, components } = describeApi(app);
    const takes = (route: string): { query: string[]; body: string[] | undefined } => {
      const [method = '', path = ''] = route.split(' ');
      const item = paths[path.replace(/:([a-z]+)/g, '{$1}')] as
        | Readonly<Record<string, Described>>
        | undefined;
      const { parameters = [], requestBody } = item?.[method.toLowerCase()] ?? {};
      const form = requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1) ?? '';
      const schema = components?.schemas?.[form] as { properties?: object } | undefined;
      return {
        query: parameters.filter((each) => each.in === 'query').map(({ name }) => name),
        body: schema && Object.keys(schema.properties ?? {}),
      };
    };
    const reached = new Set<string>();
    const wrong: string[] = [];
    for (const [route, fixture] of all) {
      const { method, url } = addressOf(route, aim, fixture);
      const payload = bodyOf(fixture);
      const ask = (query: string, more: object) =>
        app.inject({
          ...{ method, url: url + query, headers: bearer },
          ...(method === 'POST' && { payload: { ...payload, ...more } }),
        });
      const calls = (): number =>
        bus.calls.filter(({ pattern }) => pattern !== 'requests.session').length;
      const before = calls();
      await ask('', {});
      if (calls() > before) reached.add(route);
      const { query, body } = takes(route);
      for (const name of owned) {
        if (body?.includes(name) !== true && method === 'POST') {
          const { statusCode } = await ask('', { [name]: mine });
          if (body !== undefined && statusCode !== 422) wrong.push(`${route} body ${name}`);
        }
        if (query.includes(name)) continue;
        const { statusCode } = await ask(`${url.includes('?') ? '&' : '?'}${name}=${mine}`, {});
        if (query.length > 0 && statusCode !== 422) wrong.push(`${route} query ${name}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(JSON.stringify(bus.calls)).not.toContain(mine);
    // Without the member each request is accepted, so the refusal is about that member.
    const closed = all.map(([route]) => route).filter((route) => !reached.has(route));
    expect([...new Set(closed)].sort()).toEqual([...others].sort());
  }, 60_000);
});
