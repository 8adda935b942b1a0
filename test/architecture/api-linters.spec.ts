import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const file = fileURLToPath(new URL('../../apps/gateway/openapi.json', import.meta.url));
const source = readFileSync(file, 'utf8');
const eventsFile = fileURLToPath(new URL('../../apps/gateway/asyncapi.json', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

function changed(change: (api: { paths: Record<string, Record<string, object>> }) => void): string {
  const api = JSON.parse(source) as { paths: Record<string, Record<string, object>> };
  change(api);
  return JSON.stringify(api);
}

async function lint(text: string): Promise<string[]> {
  const config = await createConfig({
    extends: ['recommended-strict'],
    rules: {
      'operation-description': 'error',
      'operation-tag-defined': 'error',
      'parameter-description': 'error',
      'no-invalid-parameter-examples': 'error',
      'no-invalid-schema-examples': 'error',
      // A fixed word takes precedence over a variable in the router and in every client.
      'no-ambiguous-paths': 'off',
    },
  });
  const found = await lintFromString({ source: text, absoluteRef: file, config });
  return found.map(
    ({ ruleId, message, location: [at] }) => `${ruleId} ${at?.pointer ?? ''}: ${message}`,
  );
}

describe('linters', () => {
  it('the one by Redocly finds nothing, in its strict set and more', async () => {
    expect(await lint(source)).toEqual([]);
  });

  it('the same one finds nothing in the description of the events, and does find a stray member', async () => {
    const lintEvents = async (text: string): Promise<string[]> => {
      const config = await createConfig({
        rules: { struct: 'error', 'no-unresolved-refs': 'error' },
      });
      const found = await lintFromString({ source: text, absoluteRef: eventsFile, config });
      return found.map(({ ruleId, message }) => `${ruleId}: ${message}`);
    };
    const text = readFileSync(eventsFile, 'utf8');
    expect(await lintEvents(text)).toEqual([]);
    const flawed = text.replace('"action": "send"', '"action": "tell"');
    expect(await lintEvents(flawed)).toEqual([expect.stringMatching('struct')]);
  });

  it('and does find an operation without a summary', async () => {
    const flawed = changed(({ paths }) => {
      Reflect.deleteProperty(paths['/api/v1/session']?.['get'] ?? {}, 'summary');
    });
    expect(await lint(flawed)).toEqual([expect.stringMatching('operation-summary')]);
  });

  it('the one with the schemas of the OpenAPI Initiative finds nothing', async () => {
    const found = await new Validator().validate(JSON.parse(source) as Record<string, unknown>);
    expect(found).toEqual({ valid: true });
  });

  it('and does find an answer without a description', async () => {
    const flawed = changed(({ paths }) => {
      const { responses } = paths['/api/v1/session']?.['get'] as { responses: object };
      Reflect.set(responses, '200', {});
    });
    const { valid } = await new Validator().validate(JSON.parse(flawed) as Record<string, unknown>);
    expect(valid).toBe(false);
  });
});

const client = `
import createClient from 'openapi-fetch';
import type { components, paths } from './api.js';

const api = createClient<paths>({ baseUrl: 'https://gateway.example', headers: { authorization: 'Bearer x' } });

export async function open(): Promise<string[]> {
  const query = { purpose: 'INVESTIGATION', limit: 100, open: true } as const;
  const { data, error } = await api.GET('/api/v1/requests', { params: { query } });
  if (error !== undefined) throw new Error(error.code + ': ' + error.remedy);
  const { threads, next, waiting }: components['schemas']['ThreadPage'] = data;
  return [...threads.map(({ thread, state }) => thread + state), next ?? '', String(waiting.undelivered)];
}

export async function submit(document: string, signature: string): Promise<string> {
  const body = { document, signature, uploads: [] };
  const { data, error } = await api.POST('/api/v1/requests', { body });
  if (data === undefined) throw new Error(error.code);
  return data.thread;
}
`;

// Declarations of packages and of the language, parsed once for all clients.
const parsed = new Map<string, ts.SourceFile | undefined>();

function compile(files: Readonly<Record<string, string>>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    // The client is no declaration file, so all of it is checked.
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
  };
  const here = new Map(Object.entries(files).map(([name, text]) => [join(root, name), text]));
  const host = ts.createCompilerHost(options);
  const own = { ...host };
  host.fileExists = (name) => here.has(name) || own.fileExists(name);
  host.readFile = (name) => here.get(name) ?? own.readFile(name);
  host.getSourceFile = (name, ...how) => {
    if (here.has(name)) return own.getSourceFile(name, ...how);
    const found = parsed.get(name) ?? own.getSourceFile(name, ...how);
    parsed.set(name, found);
    return found;
  };
  const program = ts.createProgram([...here.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('a client in TypeScript', () => {
  it('is generated and compiles, and does not where it differs from the description', async () => {
    const api = astToString(await openapiTS(source));
    expect(api).toMatch('"requests.list"');
    expect(compile({ 'api.ts': api, 'client.ts': client })).toEqual([]);
    const wrong = client
      .replace("'INVESTIGATION'", "'CURIOSITY'")
      .replace('data.thread', 'data.id');
    const errors = compile({ 'api.ts': api, 'client.ts': wrong });
    expect(errors).toHaveLength(2);
    expect(errors.join('\n')).toMatch('CURIOSITY');
  });
});
