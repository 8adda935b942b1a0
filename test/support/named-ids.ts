import { documentKinds, kinds } from '#model';
import type { Aim, Visit } from './visits.js';

type Shape = Readonly<Record<string, unknown>>;
const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null;
const entries = (value: unknown): [string, unknown][] =>
  isShape(value) ? Object.entries(value) : [];

/** An id, a hash and an officer: what may be another's. */
const ids = ['019b76da-a800-7e31-8e63-e035aefff7fd', '5a'.repeat(32), 'n.nobody'];
/** Base64 has the form of a hash too. */
const isId = ({ pattern }: Shape): boolean => {
  const form = new RegExp(typeof pattern === 'string' ? pattern : '^$');
  return ids.some((id) => form.test(id)) && !form.test('AAAA');
};

/** Where a schema takes an id, however deep, `items/document`. */
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

/** Of the bodies of all kinds, `correction/item`. */
export const idsInSchemas = (): string[] =>
  [...new Set(documentKinds.flatMap((kind) => idsOf(kinds[kind].schema, [kind])))].sort();

function placesOf(value: unknown, sought: readonly string[], path: readonly string[]): string[] {
  if (typeof value === 'string') return sought.includes(value) ? [path.join('/')] : [];
  return entries(value).flatMap(([name, each]) =>
    placesOf(each, sought, Array.isArray(value) ? path : [...path, name]),
  );
}

/** Where a row puts an id of one of its slots into the body that is signed. */
export function idsInVisit({ slots, signs }: Visit, aim: Aim): string[] {
  if (signs === undefined) return [];
  const { kind, body } = signs(aim).document;
  const sought = slots.flatMap((slot) => {
    const given = aim[slot];
    return typeof given === 'string' ? [given] : 'item' in given ? Object.values(given) : [];
  });
  return placesOf(body, sought, [kind]);
}

const ofTheDocument = 'compared with the files of the document that is named beside it';
/** Ids in documents that no row fills, and why. */
export const namedElsewhere: Readonly<Record<string, string>> = {
  'request/broadcast/id': 'begins one of its own, which the last test does',
  'data-subject-answer/facts/thread': 'told to the neighbour, looked up nowhere',
  'evidence-consent-request/items/attachments': ofTheDocument,
  'evidence-consent/items/attachments': ofTheDocument,
  'formal-answer/items/attachments': ofTheDocument,
  'formal-request-draft/informalExchangeRefs/attachments': ofTheDocument,
  'formal-request/informalExchangeRefs/attachments': ofTheDocument,
};
