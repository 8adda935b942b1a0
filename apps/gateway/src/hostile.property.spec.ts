import fc from 'fast-check';
import {
  bearer,
  build,
  closeAll,
  gatewayRoutes,
  split,
} from '../../../test/support/http-gateway.js';

afterAll(closeAll);

describe('hostile JSON', () => {
  const strange = fc.constantFrom('__proto__', 'constructor', 'toString', 'login', 'signature', '');
  const value = fc.anything({
    key: fc.oneof(strange, fc.string({ unit: 'binary' })),
    maxDepth: 5,
    withNullPrototype: false,
  });
  const form = fc.record(
    {
      token: value,
      certificate: value,
      login: fc.oneof(value, fc.base64String()),
      signature: fc.oneof(value, fc.base64String()),
      chain: value,
      entry: value,
      signatures: fc.oneof(value, fc.array(value)),
      directory: fc.oneof(value, fc.array(value)),
      document: value,
      uploads: fc.oneof(value, fc.array(value)),
      words: value,
      purpose: value,
    },
    { requiredKeys: [] },
  );
  const text = fc.oneof(
    fc.json(),
    fc.string({ unit: 'binary' }),
    form.map((members) => {
      try {
        return JSON.stringify(members);
      } catch {
        return '{}';
      }
    }),
  );
  const paths = gatewayRoutes
    .filter(([, , body]) => body !== undefined)
    .map(([route]) => split(route).url);

  it('never makes the gateway fail', async () => {
    const { app } = await build();
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), text, async (url, payload) => {
        const headers = { ...bearer, 'content-type': 'application/json' };
        const answer = await app.inject({ method: 'POST', url, headers, payload });
        statuses.add(answer.statusCode);
        expect(answer.statusCode).toBeLessThan(500);
      }),
      { numRuns: 4_000 },
    );
    expect(statuses).toContain(400);
    expect(statuses).toContain(422);
  });

  it('never lets an address make it fail', async () => {
    const { app } = await build();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary-ascii', maxLength: 60 }), async (query) => {
        const url = `/api/v1/requests/${encodeURIComponent(query)}?${query.replace(/#/g, '')}`;
        const answer = await app.inject({ method: 'GET', url, headers: bearer });
        expect(answer.statusCode).toBeLessThan(500);
      }),
      { numRuns: 1_000 },
    );
  });
});
