import { schemaJudge } from '../../../../test/instruments/contract.js';
import { bearer, build, closeAll, type Method } from '../../../../test/support/http-gateway.js';
import { parseDocument, timestamp } from '#kernel';
import { expectedServices } from '../health/readiness.js';
import { describeApi } from './openapi.js';
import type { Answer, Content, Described, Operation } from '../page/described.js';
import { tags } from './tags.js';

afterAll(closeAll);

let api: Described;
let operations: [route: string, operation: Operation][];

beforeAll(async () => {
  const { app } = await build();
  const made: unknown = describeApi(app);
  api = made as Described;
  operations = Object.entries(api.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
});

const without = (has: (operation: Operation, route: string) => boolean): string[] =>
  operations.filter(([route, operation]) => !has(operation, route)).map(([route]) => route);

const said = ({ responses }: Operation): Answer =>
  Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1] ?? {};

const contentsOf = ({ content = {} }: Answer): [string, Content][] => Object.entries(content);

const hasExample = (answer: Answer): boolean =>
  contentsOf(answer).every(
    ([media, { examples }]) => media === 'application/octet-stream' || examples !== undefined,
  );

function pagingOf([route, operation]: readonly [string, Operation]): [string, ...boolean[]] {
  const taken = new Set(operation.parameters?.map(({ name }) => name));
  const [[, { schema = {} }] = ['', {}]] = contentsOf(said(operation));
  const { properties = {} } =
    api.components.schemas[schema.$ref?.replace('#/components/schemas/', '') ?? ''] ?? {};
  return [route, taken.has('after'), taken.has('limit'), 'next' in properties];
}

describe('every operation', () => {
  it('has a summary, a description, a tag and a name of its own', () => {
    expect(operations.length).toBeGreaterThan(90);
    expect(without(({ summary }) => /^[A-Z].{4,}[^.]$/.test(summary))).toEqual([]);
    expect(without(({ description = '' }) => /^[A-Z].{10,}\.$/s.test(description))).toEqual([]);
    const known = new Set(tags.map(([name]) => name));
    const used = new Set(operations.flatMap(([, operation]) => operation.tags));
    expect(used).toEqual(known);
    const names = operations.map(([, { operationId }]) => operationId);
    expect(names.filter((name) => !/^[a-z]+\.[a-z-]+$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has an example of all that it takes and of what it answers', () => {
    expect(
      without(({ parameters = [] }) =>
        parameters.every(({ schema }) => schema?.examples?.length === 1),
      ),
    ).toEqual([]);
    expect(without(({ requestBody = {} }) => hasExample(requestBody))).toEqual([]);
    expect(without((operation) => hasExample(said(operation)))).toEqual([]);
  });

  it('says whether it needs a session, and with which codes it refuses', () => {
    const open = operations.filter(([, { security }]) => security.length === 0);
    expect(open.map(([route]) => route).sort()).toEqual([
      'GET /api/v1/asyncapi.json',
      'GET /api/v1/openapi.json',
      'GET /livez',
      'GET /readyz',
      'POST /api/v1/directory/entries',
      'POST /api/v1/enrolments',
      'POST /api/v1/sessions',
    ]);
    expect(
      without(({ security, responses }) => {
        const refused = JSON.stringify(responses['401'] ?? {});
        return security.length > 0 === refused.includes('SESSION_REQUIRED');
      }),
    ).toEqual([]);
    expect(
      without(({ responses }) =>
        ['400', '403', '422', '429', 'default'].every((status) => status in responses),
      ),
    ).toEqual([]);
  });

  it('has typed parameters, and pages with `after` and `limit` alone', () => {
    const all = operations.flatMap(([, { parameters = [] }]) => parameters);
    expect(all.filter(({ name }) => name === 'before')).toEqual([]);
    const limits = all.filter(({ name }) => name === 'limit');
    expect(limits.length).toBeGreaterThan(20);
    expect(limits.filter(({ schema }) => schema?.type !== 'integer')).toEqual([]);
    const pages = operations.filter(([route]) => route.startsWith('GET ')).map(pagingOf);
    expect(pages.filter(([, ...parts]) => new Set(parts).size > 1)).toEqual([]);
    expect(pages.filter(([, after]) => after).length).toBeGreaterThan(30);
  });
});

function addressOf(route: string, { parameters = [] }: Operation): [Method, string] {
  const [method, path] = route.split(' ') as [Method, string];
  const said = parameters.map(({ name, in: place, schema }) => ({
    ...{ name, place },
    text: encodeURIComponent(String(schema?.examples?.[0] as string | number | boolean)),
  }));
  const query = said.filter(({ place }) => place === 'query');
  const url = said.reduce((at, { name, text }) => at.replace(`{${name}}`, text), path);
  return [method, `${url}?${query.map(({ name, text }) => `${name}=${text}`).join('&')}`];
}

function bodyOf({ requestBody = {} }: Operation): object | undefined {
  const [[, { examples = {} }] = ['', {}]] = contentsOf(requestBody);
  const [name = ''] = Object.keys(examples);
  return api.components.examples[name]?.value as object | undefined;
}

describe('what a client composes and is refused with', () => {
  it('has a word for each member', () => {
    const bare = ['SignedJson', 'ThreadEvent', 'DispatchStage', 'Problem'].flatMap((name) => {
      const members = Object.entries(api.components.schemas[name]?.properties ?? { none: {} });
      return members.filter(([, { description = '' }]) => description === '').map(([of]) => of);
    });
    expect(bare).toEqual([]);
  });

  it('asks in the words of the form, and says which rule asks', () => {
    const { properties = {} } = api.components.schemas['kind.request'] ?? {};
    expect(properties['facts']?.description).toBe('What happened (art. 4(3)(b))');
    const wordless = Object.entries(api.components.schemas)
      .filter(([name]) => name.startsWith('kind.'))
      .filter(([, { properties: all = {} }]) =>
        Object.values(all).every(({ description }) => description === undefined),
      );
    expect(wordless).toEqual([]);
  });

  it('names the standard value of what may be left out, and how long to wait', () => {
    const all = operations.flatMap(([, { parameters = [] }]) => parameters);
    const limits = all.filter(({ name }) => name === 'limit');
    expect(limits.length).toBeGreaterThan(20);
    expect(limits.filter(({ schema }) => typeof schema?.['default'] !== 'number')).toEqual([]);
    const answers = Object.entries(api.components.responses) as [string, { headers?: object }][];
    const waits = answers.filter(([, { headers = {} }]) => 'Retry-After' in headers);
    const statuses = new Set(waits.map(([name]) => name.split('.')[0]));
    expect(statuses).toEqual(new Set(['408', '429', 'Problem']));
  });
});

describe('examples', () => {
  it('have the form that their schema asks for', () => {
    const fits = schemaJudge(api);
    const names = Object.keys(api.components.examples);
    expect(names.length).toBeGreaterThan(60);
    const wrong = names.filter((name) => !fits(name, api.components.examples[name]?.value));
    expect(wrong).toEqual([]);
    const parameters = operations.flatMap(([, operation]) => operation.parameters ?? []);
    expect(parameters.filter(({ schema = {} }) => !fits(schema, schema.examples?.[0]))).toEqual([]);
  });

  it('of a signed document is one that can be signed', () => {
    const [example] = api.components.schemas['SignedJson']?.examples ?? [];
    expect(parseDocument(example)).toEqual(example);
    const { properties = {} } = api.components.schemas['SignedRequest'] ?? {};
    expect(properties['document']?.contentSchema).toEqual({
      $ref: '#/components/schemas/SignedJson',
    });
  });

  it('are taken by the gateway as they stand', async () => {
    const { clock, ...built } = await build({ 'audit.status': () => ({ services: working }) });
    const at = timestamp(new Date(clock.at));
    const metrics = {};
    const working = expectedServices.map((service) => ({
      ...{ service, ready: true, degraded: [], version: '1', startedAt: at, beatAt: at, metrics },
    }));
    const { app } = built;
    const carriesJson = ({ requestBody = {}, responses }: Operation): boolean =>
      !/application.octet-stream|text.event-stream/.test(JSON.stringify([requestBody, responses]));
    const asked = operations.filter(([, operation]) => carriesJson(operation));
    expect(asked.length).toBeGreaterThan(90);
    const statuses: Record<string, number> = {};
    for (const [route, operation] of asked) {
      const [method, url] = addressOf(route, operation);
      const payload = bodyOf(operation);
      const answer = await app.inject({
        method,
        url,
        headers: bearer,
        ...(payload && { payload }),
      });
      statuses[route] = answer.statusCode;
    }
    expect(Object.entries(statuses).filter(([, status]) => status >= 300)).toEqual([]);
  });
});
