import { schemaJudge } from '../../../../test/support/contract.js';
import { build, closeAll } from '../../../../test/support/http-gateway.js';
import { describeApi } from '../openapi.js';
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
      'GET /api/v1/openapi.json',
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
    const paged = operations.filter(([, { parameters = [] }]) =>
      parameters.some(({ name }) => name === 'after'),
    );
    for (const [route, operation] of paged) {
      const [, { schema = {} } = {}] = contentsOf(said(operation))[0] ?? [];
      const name = schema.$ref?.replace('#/components/schemas/', '') ?? '';
      const { properties = {} } = api.components.schemas[name] ?? {};
      expect([route, 'next' in properties]).toEqual([route, true]);
      expect(operation.parameters?.map(({ name: each }) => each)).toContain('limit');
    }
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
});
