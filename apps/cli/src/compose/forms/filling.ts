import {
  kinds,
  opensThread,
  requestTypes,
  type DocumentKind,
  type Purpose,
  type RequestType,
} from '#kernel';
import { say } from '#language/console';
import { CliError } from '../../errors.js';
import { readContent } from '../../api/shape.js';
import { carefulHandling } from '../draft.js';
import { yesNoIn } from './yes-no.js';

export type Bag = Readonly<Record<string, unknown>>;

export interface Shape {
  readonly type?: string;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
}

export interface Blank {
  readonly kind: DocumentKind;
  readonly type?: RequestType;
}

export interface Setting {
  readonly path: readonly string[];
  readonly value: string;
}

const segment = /^(?:[a-z][A-Za-z0-9]{0,40}|\d{1,2})$/;

/** Parses `path=value` of an option, such as `details.place=Border stone 17`. @throws CliError CLI_USAGE */
export function parseSetting(text: string): Setting {
  const at = text.indexOf('=');
  const path = text.slice(0, Math.max(at, 0)).split('.');
  if (at < 1 || path.length > 6 || !path.every((part) => segment.test(part)))
    throw new CliError('CLI_USAGE', say('filling.allowedMemberValueSuch'));
  return { path, value: text.slice(at + 1) };
}

/** Makes the draft of a new form, with default values such as language `en`. Pure. */
export function blankOf({ kind, type }: Blank): Bag {
  if (kind === 'request') {
    const isOfLife = type === 'RISK_TO_LIFE';
    const grounds = isOfLife ? ['THREAT_LIFE_INTEGRITY'] : [];
    const urgent = { urgent: isOfLife, urgencyGrounds: grounds, urgencyReasons: '' };
    const body = { requestType: type, language: 'en', ...urgent, subjects: [] };
    return isOfLife ? { purpose: 'SAFETY_OF_LIFE', body } : { body };
  }
  const texts = Object.fromEntries(mayBeEmpty(kind).map((name) => [name, '']));
  const lists = Object.fromEntries(
    emptyLists(kinds[kind].schema as Shape).map((name) => [name, []]),
  );
  const body = { ...texts, ...lists, ...(kind === 'response' && { final: true }) };
  return opensThread(kind) ? { body: { language: 'en', ...body } } : { kind, body };
}

// Texts that a document has, and that may say nothing.
const mayBeEmpty = (kind: DocumentKind): readonly string[] =>
  emptyTexts(kinds[kind].schema as Shape).filter((name) =>
    kinds[kind].form.some((field) => field.name === name && field.optional === true),
  );

const emptyTexts = ({ properties = {}, required = [] }: Shape): readonly string[] =>
  required.filter(
    (name) => properties[name]?.type === 'string' && properties[name].minLength === 0,
  );

const emptyLists = ({ properties = {}, required = [] }: Shape): readonly string[] =>
  required.filter((name) => {
    const shape = properties[name];
    return shape?.type === 'array' && (shape.minItems ?? 0) === 0;
  });

export const requiredOf = (blank: Blank): readonly string[] => schemaOf(blank).required ?? [];

const schemaOf = ({ kind }: Blank): Shape => kinds[kind].schema as Shape;
const detailsOf = ({ type }: Blank): Shape | undefined =>
  type === undefined ? undefined : ((requestTypes[type].details ?? undefined) as Shape | undefined);

export function shapeAt(blank: Blank, [first = '', ...rest]: readonly string[]): Shape | undefined {
  const top = schemaOf(blank).properties?.[first];
  const start = first === 'details' ? (detailsOf(blank) ?? top) : top;
  return rest.reduce<Shape | undefined>(
    (shape, name) => (shape?.type === 'array' ? shape.items : shape?.properties?.[name]),
    start,
  );
}

const sameWord = (text: string): string => text.trim().toUpperCase().replaceAll('-', '_');
export const wordIn = (words: readonly string[], text: string): string =>
  words.find((word) => sameWord(word) === sameWord(text)) ?? text;

function json(path: readonly string[], text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliError(
      'CLI_USAGE',
      say('filling.jsonNeededMembersOne', { path: path.join('.') }),
      cause,
    );
  }
}

const wordsFrom = (words: readonly string[], text: string): readonly string[] =>
  text.trim() === '' ? [] : text.split(',').map((word) => wordIn(words, word.trim()));

const wholeFrom = (text: string): unknown =>
  /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : text;

// As JSON has it, too.
const jsonTruths: Readonly<Record<string, boolean>> = { true: true, false: false };
const truthFrom = (text: string): unknown =>
  yesNoIn(text) ?? jsonTruths[text.trim().toLowerCase()] ?? text;

// Documents are named by their ids; what else is said of each follows from the thread.
function listFrom(items: Shape, path: readonly string[], text: string): unknown {
  if (items.enum !== undefined) return wordsFrom(items.enum, text);
  const isOfDocuments = items.properties?.['document'] !== undefined;
  if (text.trim().startsWith('[') || !(isOfDocuments || items.type === 'string'))
    return json(path, text);
  const words = text.split(/[\s,]+/u).filter((word) => word !== '');
  return isOfDocuments ? words.map((document) => ({ document })) : words;
}

type FromText = (path: readonly string[], text: string) => unknown;

const byType: Readonly<Record<string, FromText>> = {
  integer: (_, text) => wholeFrom(text),
  boolean: (_, text) => truthFrom(text),
  array: json,
  object: json,
};

/**
 * Converts typed text to the type of a member, or returns unsuitable text unchanged. Pure. @throws CliError CLI_USAGE if a
 * value that needs JSON, such as an object, is not valid JSON
 */
function valueFrom(shape: Shape | undefined, path: readonly string[], text: string): unknown {
  if (shape?.enum !== undefined) return wordIn(shape.enum, text);
  if (shape?.items !== undefined) return listFrom(shape.items, path, text);
  return (byType[shape?.type ?? ''] ?? (() => text))(path, text);
}

export const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function put(value: unknown, [name, ...rest]: readonly string[], leaf: unknown): unknown {
  if (name === undefined) return leaf;
  if (/^\d/.test(name)) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    const at = Number(name);
    if (at > list.length)
      throw new CliError(
        'CLI_USAGE',
        say('filling.nextNumberList', { name, listCount: list.length }),
      );
    return [...list.slice(0, at), put(list[at], rest, leaf), ...list.slice(at + 1)];
  }
  const bag = isBag(value) ? value : {};
  return { ...bag, [name]: put(Object.hasOwn(bag, name) ? bag[name] : undefined, rest, leaf) };
}

function addressFrom(text: string): Bag {
  const [state = '', authority = ''] = text.trim().split('/');
  return { state: state.toUpperCase(), authority: authority.toLowerCase() };
}

/**
 * Puts a typed value into a draft. Only `to`, `purpose` and `handling` stand outside the body. Pure. @throws CliError
 * CLI_USAGE
 */
export function withSetting(blank: Blank, draft: Bag, { path, value }: Setting): Bag {
  const [first = '', ...rest] = path;
  if (first === 'to' && rest.length === 0) return { ...draft, to: addressFrom(value) };
  if (first === 'purpose') return { ...draft, purpose: sameWord(value) };
  if (first === 'handling') {
    const shape = {
      codes: { type: 'array', items: { enum: [] } },
      retentionMonths: { type: 'integer' },
    };
    const found = (shape as Readonly<Record<string, Shape>>)[rest[0] ?? ''];
    const handling = draft['handling'] ?? carefulHandling;
    return { ...draft, handling: put(handling, rest, valueFrom(found, path, value)) };
  }
  const inBody = first === 'body' ? rest : path;
  const leaf = valueFrom(shapeAt(blank, inBody), inBody, value);
  return { ...draft, body: put(wholePart(blank, draft['body'], inBody), inBody, leaf) };
}

// A part of a document, or a row of a list, that begins has the texts that may say nothing.
function wholePart(blank: Blank, body: unknown, path: readonly string[]): unknown {
  const [, at = ''] = path;
  const part = path.slice(0, /^\d/.test(at) ? 2 : 1);
  const isBegun = path.length === part.length + 1 && valueAt(body, part) === undefined;
  if (!isBegun || blank.kind === 'request' || !isBag(body)) return body;
  const shape = shapeAt(blank, path.slice(0, -1));
  const texts = shape?.properties === undefined ? [] : emptyTexts(shape);
  return texts.length === 0
    ? body
    : put(body, part, Object.fromEntries(texts.map((name) => [name, ''])));
}

export const valueAt = (body: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => {
    if (Array.isArray(value)) return value[Number(name)];
    return isBag(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }, body);

/** Adds `purpose` to the JSON of a draft. Undefined if it has one or is no object. Pure. */
export function withPurpose(content: string, purpose: Purpose): string | undefined {
  try {
    const read: unknown = JSON.parse(content);
    return isBag(read) && !has(read, 'purpose') ? JSON.stringify({ ...read, purpose }) : undefined;
  } catch {
    return undefined;
  }
}

export function withoutPurpose(content: string): string {
  try {
    const read: unknown = JSON.parse(content);
    if (!isBag(read)) return content;
    const { purpose: _, ...others } = read;
    return JSON.stringify(others);
  } catch {
    return content;
  }
}

const ofDocument: readonly string[] = ['to', 'purpose', 'handling'];

/**
 * Makes the path of the body member `name` below the path `at`. Prefix `body` distinguishes it from the document's `to`,
 * `purpose`, `handling`. Pure.
 */
export const memberPath = (at: readonly string[], name: string): readonly string[] =>
  at.length === 0 && ofDocument.includes(name) ? ['body', name] : [...at, name];

/**
 * Finds the path of the member that `--text` fills, if possible a required member. Pure. @throws CliError CLI_USAGE if the
 * kind has no text of several lines
 */
export function mainText({ kind }: Blank): readonly string[] {
  const lines = kinds[kind].form.filter(({ control }) => control === 'lines');
  const [main] = [...lines.filter(({ optional }) => optional !== true), ...lines];
  if (main === undefined) throw new CliError('CLI_USAGE', say('filling.textNoText', { kind }));
  return memberPath([], main.name);
}

export const has = (bag: unknown, name: string): boolean => isBag(bag) && Object.hasOwn(bag, name);

/**
 * Merges the JSON of a file into a draft. The file's values replace the draft's values. Pure. @throws CliError
 * CLI_FILE_INVALID
 */
export function withFile(blank: Blank, draft: Bag, file: string, content: string): Bag {
  const read = readContent(file, content, (value) => {
    if (!isBag(value)) throw new TypeError(say('filling.expectedObject'));
    return value;
  });
  if (!opensThread(blank.kind) && has(read, 'kind') && read['kind'] !== blank.kind)
    throw new CliError('CLI_FILE_INVALID', say('filling.kindExpected', { file, kind: blank.kind }));
  const [before, said] = [draft['body'], read['body']];
  const body = isBag(before) && isBag(said) ? { ...before, ...said } : (said ?? before);
  return { ...draft, ...read, body };
}
