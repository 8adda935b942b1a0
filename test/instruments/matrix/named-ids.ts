import { documentKinds, kinds } from '#kernel';
import type { Aim, RouteFixture } from './route-fixtures.js';

type Shape = Readonly<Record<string, unknown>>;
const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null;
const entries = (value: unknown): [string, unknown][] =>
  isShape(value) ? Object.entries(value) : [];

const ids = ['019b76da-a800-7e31-8e63-e035aefff7fd', '5a'.repeat(32), 'n.nobody'];
// True for ids. Base64 also has the form of a hash.
const isId = ({ pattern }: Shape): boolean => {
  const form = new RegExp(typeof pattern === 'string' ? pattern : '^$');
  return ids.some((id) => form.test(id)) && !form.test('AAAA');
};

function idsOf(schema: unknown, path: readonly string[]): string[] {
  if (!isShape(schema)) return [];
  return [
    ...(isId(schema) ? [path.join('/')] : []),
    ...entries(schema['properties']).flatMap(([name, each]) => idsOf(each, [...path, name])),
    ...['items', 'then', 'else'].flatMap((name) => idsOf(schema[name], path)),
    ...['allOf', 'anyOf', 'oneOf'].flatMap((name) =>
      entries(schema[name]).flatMap(([, each]) => idsOf(each, path)),
    ),
  ];
}

export const idsInSchemas = (): string[] =>
  [...new Set(documentKinds.flatMap((kind) => idsOf(kinds[kind].schema, [kind])))].sort();

function placesOf(value: unknown, sought: readonly string[], path: readonly string[]): string[] {
  if (typeof value === 'string') return sought.includes(value) ? [path.join('/')] : [];
  return entries(value).flatMap(([name, each]) =>
    placesOf(each, sought, Array.isArray(value) ? path : [...path, name]),
  );
}

export function idsInFixture({ slots, signs }: RouteFixture, aim: Aim): string[] {
  if (signs === undefined) return [];
  const { kind, body } = signs(aim).document;
  const sought = slots.flatMap((slot) => {
    const given = aim[slot];
    return typeof given === 'string' ? [given] : 'item' in given ? Object.values(given) : [];
  });
  return placesOf(body, sought, [kind]);
}

const ofTheDocument = 'compared with the files of the document that is named beside it';
/**
 * Document fields whose ids the access matrix never replaces by another authority's, with the reason. Key: document kind and
 * path.
 */
export const namedElsewhere: Readonly<Record<string, string>> = {
  'request/broadcast/id': 'begins one of its own, which the last test does',
  'data-subject-answer/facts/thread': 'told to the neighbour, looked up nowhere',
  'evidence-consent-request/items/attachments': ofTheDocument,
  'evidence-consent/items/attachments': ofTheDocument,
  'formal-answer/items/attachments': ofTheDocument,
  'formal-request-draft/informalExchangeRefs/attachments': ofTheDocument,
  'formal-request/informalExchangeRefs/attachments': ofTheDocument,
};

interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Shape>> };
}
interface Operation {
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly schema: Shape;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Shape }>> };
}

function resolved(schema: unknown, { components }: Contract): unknown {
  if (Array.isArray(schema))
    return schema.map((each) => resolved(each, { components } as Contract));
  if (!isShape(schema)) return schema;
  const ref = schema['$ref'];
  const named = typeof ref === 'string' ? components.schemas[ref.split('/').at(-1) ?? ''] : schema;
  return Object.fromEntries(
    Object.entries(named ?? {}).map(([key, each]) => [
      key,
      resolved(each, { components } as Contract),
    ]),
  );
}

export function idsInForms(contract: Contract): string[] {
  const found = Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { parameters = [], requestBody }]) => {
      const route = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
      const named = parameters.filter(({ schema }) => isId(schema));
      const bodies = Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
        idsOf(resolved(schema, contract), []),
      );
      return [
        ...named.map((each) => `${route} ${each.in} ${each.name}`),
        ...bodies.map((place) => `${route} body ${place}`),
      ];
    }),
  );
  return [...new Set(found)].sort();
}

const slotOf: Readonly<Record<string, keyof Aim>> = { id: 'quarantined' };

export function idsInForm(route: string, fixture: RouteFixture, aim: Aim): string[] {
  const { slots, query, body, signs } = fixture;
  const sought = slots.flatMap((slot) => (typeof aim[slot] === 'string' ? [aim[slot]] : []));
  const inAddress = [...route.matchAll(/:(\w+)/g)].flatMap(([, name = '']) =>
    slots.some((slot) => slot === (slotOf[name] ?? name)) ? [`path ${name}`] : [],
  );
  const beside = signs?.(aim).more;
  return [
    ...inAddress,
    ...placesOf(query?.(aim) ?? {}, sought, []).map((place) => `query ${place}`),
    ...[body?.(aim), beside].flatMap((each) =>
      placesOf(each ?? {}, sought, []).map((place) => `body ${place}`),
    ),
  ].map((place) => `${route} ${place}`);
}

const ofRules = 'a legal text by its hash, which is of no authority';

const ofHandOver = 'looked for among the hand-overs of the package in the path, and nowhere else';
const placeInLog = 'a place in what an auditor is answered, who reads the whole log';
const noFiles = 'such a document has no attachments, and is refused with any';
export const idsNowhere: Readonly<Record<string, string>> = {
  'GET /api/v1/audit/items/:item query after': placeInLog,
  'GET /api/v1/audit/officers/:officer query after': placeInLog,
  'GET /api/v1/audit/peers/:peer query after': placeInLog,
  'GET /api/v1/audit/requests query after': placeInLog,
  'GET /api/v1/audit/threads/:thread/timeline query after': placeInLog,
  'POST /api/v1/enrolments body token': 'a secret that registrars have signed the hash of',
  'POST /api/v1/requests/:thread/stop body withdrawal/uploads': noFiles,
  'POST /api/v1/inbox/:thread/stop body withdrawal/uploads': noFiles,
  'POST /api/v1/subjects/received/:thread/answers body uploads': noFiles,
  'POST /api/v1/subjects/search body after':
    'a place in what was found; whoever may search finds in the files of all authorities',
  'POST /api/v1/subjects/sent body uploads': noFiles,
  'POST /api/v1/inbox/:thread/packages/:exhibit/told body handed': ofHandOver,
  'POST /api/v1/requests/:thread/packages/:exhibit/told body handed': ofHandOver,
  'POST /api/v1/inbox/:thread/waivers body profile': ofRules,
  'POST /api/v1/inbox/:thread/waivers/withdrawal body profile': ofRules,
  'POST /api/v1/requests/:thread/waivers body profile': ofRules,
  'POST /api/v1/requests/:thread/waivers/withdrawal body profile': ofRules,
};
