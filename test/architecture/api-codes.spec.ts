import { readFileSync } from 'node:fs';
import { codeTables } from './error-catalogue.js';

interface Answer {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}
interface Schema {
  readonly allOf?: readonly { readonly properties?: { readonly code: { enum: string[] } } }[];
}
interface Api {
  readonly paths: Record<string, Record<string, { responses: Record<string, Answer> }>>;
  readonly components: { readonly responses: Record<string, Answer> };
}

const file = new URL('../../apps/gateway/openapi.json', import.meta.url);
const api = JSON.parse(readFileSync(file, 'utf8')) as Api;
const statuses = new Map(
  Object.values(codeTables).flatMap((table) =>
    Object.entries(table).map(([code, { status }]) => [code, String(status)] as const),
  ),
);

const said = Object.entries(api.paths).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, { responses }]) =>
    Object.entries(responses)
      .filter(([status]) => status.startsWith('4'))
      .flatMap(([status, answer]) => {
        const name = answer.$ref?.replace('#/components/responses/', '');
        const { content = {} } =
          name === undefined ? answer : (api.components.responses[name] ?? {});
        const schemas = Object.values(content).flatMap(({ schema }) => schema.allOf ?? []);
        const codes = schemas.flatMap(({ properties }) => properties?.code.enum ?? []);
        return codes.map((code) => ({ place: `${method} ${path}`, status, code }));
      }),
  ),
);

describe('refusals in the description of the API', () => {
  it('are codes of the catalogue, each under its own status', () => {
    expect(said.length).toBeGreaterThan(1_000);
    expect(said.filter(({ code, status }) => statuses.get(code) !== status)).toEqual([]);
  });

  it('are not the same for every operation', () => {
    const own = new Set(said.map(({ code }) => code));
    expect(own.size).toBeGreaterThan(80);
    const often = new Map<string, number>();
    for (const { code } of said) often.set(code, (often.get(code) ?? 0) + 1);
    expect([...often.values()].filter((count) => count < 10).length).toBeGreaterThan(30);
  });
});
