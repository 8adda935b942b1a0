import type { OpenAPIObject } from '@nestjs/swagger';
import { answering, CALLED, exampleNamed, joined, sideOf, type Called, type Refusals } from '#api';
import { roles, type Role } from '#kernel';
import { problemType } from '../problems/problem.js';
import { edgeRefusals } from './edge-refusals.js';

export const methods = ['get', 'post', 'delete'] as const;
type Method = (typeof methods)[number];
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

interface Content {
  schema?: { $ref?: string };
  examples?: Record<string, unknown>;
}
interface Answer {
  description?: string;
  content?: Record<string, Content>;
}

export const operationsOf = (
  document: OpenAPIObject,
): (readonly [path: string, method: Method, operation: Operation])[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [[path, method, operation] as const];
    }),
  );

const jsonOf = (answer: Answer | undefined): Content | undefined =>
  answer?.content?.['application/json'];

const schemaNameOf = (content: Content | undefined): string | undefined =>
  content?.schema?.$ref?.replace('#/components/schemas/', '');

function exampleIn(document: OpenAPIObject, name: string): object | undefined {
  const { properties } = (document.components?.schemas?.[name] ?? {}) as {
    readonly properties?: Readonly<Record<string, { readonly example?: unknown }>>;
  };
  const members = Object.entries(properties ?? {}).map(([key, { example }]) => [key, example]);
  const isWhole = members.length > 0 && members.every(([, example]) => example !== undefined);
  return exampleNamed(name) ?? (isWhole ? (Object.fromEntries(members) as object) : undefined);
}

function exemplify(document: OpenAPIObject, operation: Operation): string[] {
  const contents = [operation.requestBody, ...Object.values(operation.responses)].map((answer) =>
    jsonOf(answer as Answer | undefined),
  );
  return contents.flatMap((content) => {
    const name = schemaNameOf(content);
    if (content === undefined || name === undefined || exampleIn(document, name) === undefined)
      return [];
    content.examples = { [name]: { $ref: `#/components/examples/${name}` } };
    return [name];
  });
}

function serviceAt(called: Called, path: string): string {
  const [only = 'gateway', ...others] = answering(called);
  return others.length === 0 ? only : sideOf(path);
}

const sayRoles = (who: readonly Role[]): string =>
  roles.every((role) => who.includes(role))
    ? 'For every officer.'
    : `For: ${who.map((role) => `\`${role}\``).join(', ')}.`;

function sayWho({ open, rights }: Called, service: string): string {
  if (open) return 'Needs no session.';
  const right = rights[service as keyof typeof rights];
  return sayRoles(right === undefined || right === 'open' ? roles : right.roles);
}

function authorise(operation: Operation, called: Called, path: string): void {
  const service = serviceAt(called, path);
  operation.operationId = `${service}.${called.name}`;
  operation.description = `${operation.description ?? ''} ${sayWho(called, service)}`.trim();
}

export const retryAfter = {
  description: 'Seconds to wait, where `action` is `retry`.',
  schema: { type: 'integer', examples: [5] },
} as const;

const refusal = (status: string, codes: readonly string[]): object => ({
  description: `Refused: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
  ...(['408', '429'].includes(status) && { headers: { 'Retry-After': retryAfter } }),
  content: {
    [problemType]: {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          { type: 'object', properties: { code: { enum: codes } } },
        ],
      },
    },
  },
});

// Most codes of a shared refusal; longer lists stand with their operation.
const mostShared = 8;

function refuse(document: OpenAPIObject, operation: Operation, refusals: Refusals): void {
  const shared = ((document.components ??= {}).responses ??= {});
  for (const [status, codes] of Object.entries(refusals)) {
    const name = `${status}.${codes.join('.')}`;
    const answer = refusal(status, codes) as (typeof shared)[string];
    if (codes.length > mostShared) operation.responses[status] = answer;
    else {
      shared[name] = answer;
      operation.responses[status] = { $ref: `#/components/responses/${name}` };
    }
  }
  operation.responses['default'] = { $ref: '#/components/responses/Problem' };
}

export function withOperations(document: OpenAPIObject): OpenAPIObject {
  const shown = new Set<string>();
  for (const [path, method, operation] of operationsOf(document)) {
    const members = operation as Operation & { [CALLED]?: Called };
    const called = members[CALLED];
    Reflect.deleteProperty(members, CALLED);
    const open = operation.security === undefined;
    if (open) operation.security = [];
    if (called !== undefined) authorise(operation, called, path);
    const isUpload = JSON.stringify(operation.requestBody ?? {}).includes('octet-stream');
    for (const name of exemplify(document, operation)) shown.add(name);
    refuse(
      document,
      operation,
      joined(edgeRefusals({ open, method, isUpload }), called?.refuses ?? {}),
    );
  }
  (document.components ??= {}).examples = Object.fromEntries(
    [...shown].sort().map((name) => [name, { value: exampleIn(document, name) }]),
  );
  return document;
}
