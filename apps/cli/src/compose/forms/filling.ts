import {
  deskPurposes,
  kinds,
  requestTypes,
  type DocumentKind,
  type Field,
  type RequestType,
} from '#kernel';
import { CliError } from '../../errors.js';
import { readContent } from '../../api/shape.js';
import { carefulHandling } from '../draft.js';

export type Bag = Readonly<Record<string, unknown>>;

interface Shape {
  readonly type?: string;
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
    throw new CliError('CLI_USAGE', 'allowed: MEMBER=VALUE, such as details.place=PLACE');
  return { path, value: text.slice(at + 1) };
}

/** Draft filled with the usual values of its kind. Pure. */
export function blankOf({ kind, type }: Blank): Bag {
  if (kind === 'request') {
    const isOfLife = type === 'RISK_TO_LIFE';
    const grounds = isOfLife ? ['THREAT_LIFE_INTEGRITY'] : [];
    const urgent = { urgent: isOfLife, urgencyGrounds: grounds, urgencyReasons: '' };
    const body = { requestType: type, language: 'en', ...urgent, subjects: [] };
    return isOfLife ? { purpose: 'SAFETY_OF_LIFE', body } : { body };
  }
  if (kind === 'response') return { kind, body: { final: true } };
  return { kind, body: {} };
}

const schemaOf = ({ kind }: Blank): Shape => kinds[kind].schema as Shape;
const detailsOf = ({ type }: Blank): Shape | undefined =>
  type === undefined ? undefined : ((requestTypes[type].details ?? undefined) as Shape | undefined);

function shapeAt(blank: Blank, [first = '', ...rest]: readonly string[]): Shape | undefined {
  const top = schemaOf(blank).properties?.[first];
  const start = first === 'details' ? (detailsOf(blank) ?? top) : top;
  return rest.reduce<Shape | undefined>(
    (shape, name) => (shape?.type === 'array' ? shape.items : shape?.properties?.[name]),
    start,
  );
}

const sameWord = (text: string): string => text.trim().toUpperCase().replaceAll('-', '_');
const wordIn = (words: readonly string[], text: string): string =>
  words.find((word) => sameWord(word) === sameWord(text)) ?? text;

const truths: Readonly<Record<string, boolean>> = {
  yes: true,
  true: true,
  no: false,
  false: false,
};

function json(path: readonly string[], text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliError(
      'CLI_USAGE',
      `${path.join('.')}: JSON is needed here, or its members one by one`,
      cause,
    );
  }
}

const wordsFrom = (words: readonly string[], text: string): readonly string[] =>
  text.trim() === '' ? [] : text.split(',').map((word) => wordIn(words, word.trim()));

const wholeFrom = (text: string): unknown =>
  /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : text;

const truthFrom = (text: string): unknown => truths[text.trim().toLowerCase()] ?? text;

type FromText = (path: readonly string[], text: string) => unknown;

const byType: Readonly<Record<string, FromText>> = {
  integer: (_, text) => wholeFrom(text),
  boolean: (_, text) => truthFrom(text),
  array: json,
  object: json,
};

/**
 * Converts typed text to the type of a member. A value that does not fit is kept; the check of the whole draft refuses
 * it. Pure.
 */
function valueFrom(shape: Shape | undefined, path: readonly string[], text: string): unknown {
  if (shape?.enum !== undefined) return wordIn(shape.enum, text);
  if (shape?.items?.enum !== undefined) return wordsFrom(shape.items.enum, text);
  return (byType[shape?.type ?? ''] ?? (() => text))(path, text);
}

const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function put(value: unknown, [name, ...rest]: readonly string[], leaf: unknown): unknown {
  if (name === undefined) return leaf;
  if (/^\d/.test(name)) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    const at = Number(name);
    if (at > list.length)
      throw new CliError('CLI_USAGE', `${name}: the next number in this list is ${list.length}`);
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
 * Puts a typed value into a draft. A path starts at the body, unless it begins with `to`, `purpose` or `handling`.
 * Pure.
 * @throws CliError CLI_USAGE
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
  return { ...draft, body: put(draft['body'], inBody, leaf) };
}

/**
 * Path of the member that `--text` fills: the first required text of several lines in the form. Pure.
 * @throws CliError CLI_USAGE for a kind without such text
 */
export function mainText({ kind }: Blank): readonly string[] {
  const lines = kinds[kind].form.filter(({ control }) => control === 'lines');
  const [main] = [...lines.filter(({ optional }) => optional !== true), ...lines];
  if (main === undefined) throw new CliError('CLI_USAGE', `--text: a ${kind} has no text`);
  return [main.name];
}

export interface Asked {
  readonly path: readonly string[];
  readonly label: string;
  readonly allowed: readonly string[];
  readonly lines: boolean;
}

const has = (bag: unknown, name: string): boolean => isBag(bag) && Object.hasOwn(bag, name);

const unaskable: readonly string[] = ['rows', 'part', 'enclosed', 'files'];

// A member that another one demands, such as the reasons of what is urgent.
const isDemanded = ({ onlyIf }: Field, bag: Bag): boolean =>
  onlyIf !== undefined && bag[onlyIf] === true;

function isNeeded(blank: Blank, field: Field, bag: Bag): boolean {
  if (unaskable.includes(field.control)) return false;
  if (isDemanded(field, bag)) return true;
  const { exceptFor, mandatory, optional, onlyIf } = field;
  const isExcepted = exceptFor !== undefined && exceptFor.value === blank.type;
  return optional !== true || (mandatory !== undefined && onlyIf === undefined && !isExcepted);
}

const isFilled = (field: Field, bag: Bag): boolean =>
  Object.hasOwn(bag, field.name) && !(isDemanded(field, bag) && bag[field.name] === '');

function askedOf(
  blank: Blank,
  form: readonly Field[],
  at: readonly string[],
  value: unknown,
): Asked[] {
  const bag = isBag(value) ? value : {};
  return form.flatMap((field): Asked[] => {
    const path = [...at, field.name];
    if (field.name === 'details' && blank.type !== undefined)
      return askedOf(blank, requestTypes[blank.type].form, path, bag['details']);
    if (isFilled(field, bag) || !isNeeded(blank, field, bag)) return [];
    const shape = shapeAt(blank, path);
    const allowed = shape?.enum ?? shape?.items?.enum ?? [];
    return [{ path, label: field.label, allowed, lines: field.control === 'lines' }];
  });
}

/** Members that the form requires and the draft lacks, in the order of the form. Pure. */
export function stillAsked(blank: Blank, draft: Bag): readonly Asked[] {
  const opening = blank.kind === 'request' && !has(draft, 'to');
  const plain = { allowed: [], lines: false };
  const to = { ...plain, path: ['to'], label: 'To whom, as STATE/authority' };
  const purpose = { ...plain, path: ['purpose'], label: 'Purpose', allowed: deskPurposes };
  return [
    ...(opening ? [to] : []),
    ...(has(draft, 'purpose') ? [] : [purpose]),
    ...askedOf(blank, kinds[blank.kind].form, [], draft['body']),
  ];
}

const mostLines = 400;
const mostTries = 3;

/** Draft whose members a file has replaced or added to. Pure. @throws CliError CLI_FILE_INVALID */
export function withFile(blank: Blank, draft: Bag, file: string, content: string): Bag {
  const read = readContent(file, content, (value) => {
    if (!isBag(value)) throw new TypeError('expected an object');
    return value;
  });
  if (blank.kind !== 'request' && has(read, 'kind') && read['kind'] !== blank.kind)
    throw new CliError('CLI_FILE_INVALID', `${file}: kind: expected ${blank.kind}`);
  const [before, said] = [draft['body'], read['body']];
  const body = isBag(before) && isBag(said) ? { ...before, ...said } : (said ?? before);
  return { ...draft, ...read, body };
}

/** Draft for an editor: required members that are still missing appear as empty ones. Pure. */
export const withGaps = (blank: Blank, draft: Bag): Bag =>
  stillAsked(blank, draft).reduce(
    (filled, { path }) => withSetting(blank, filled, { path, value: '' }),
    draft,
  );

/**
 * Asks for each missing member in turn; an empty line ends a text of several lines.
 * @throws CliError CLI_NOT_CONFIRMED when the person ends the input
 */
export async function askMissing(
  blank: Blank,
  draft: Bag,
  ask: (question: string) => Promise<string | undefined>,
): Promise<Bag> {
  let filled = draft;
  for (const asked of stillAsked(blank, draft)) {
    const value = await answerTo(asked, ask);
    filled = withSetting(blank, filled, { path: asked.path, value });
  }
  return askSubjects(blank, filled, ask);
}

const mostSubjects = 20;
const rowQuestions = ['name', 'category', 'offence', 'birthDate', 'nationality', 'linkToPurpose'];
const ofPersons = ['category', 'offence', 'birthDate', 'nationality'];

// Asks for persons and things one after another; an empty line leaves an optional member out, or ends the list.
async function askSubjects(blank: Blank, draft: Bag, ask: Ask): Promise<Bag> {
  const form = kinds[blank.kind].form.find(({ name }) => name === 'subjects');
  const before = isBag(draft['body']) ? draft['body']['subjects'] : undefined;
  if (form === undefined || (Array.isArray(before) && before.length > 0)) return draft;
  let filled = draft;
  for (let i = 0; i < mostSubjects; i += 1) {
    const at = ['subjects', String(i)];
    const types = shapeAt(blank, [...at, 'type'])?.enum ?? [];
    const question = `${form.label} (${types.join(', ')}); empty: no more: `;
    const type = wordIn(types, await line(ask, question));
    if (type === '') break;
    filled = withSetting(blank, filled, { path: [...at, 'type'], value: type });
    for (const field of rowsOf(form, type))
      filled = await askMember(blank, filled, [at, field], ask);
  }
  return filled;
}

async function askMember(
  blank: Blank,
  draft: Bag,
  [at, { name, label, optional }]: readonly [readonly string[], Field],
  ask: Ask,
): Promise<Bag> {
  const path = [...at, name];
  const asked = { path, label, allowed: shapeAt(blank, path)?.enum ?? [], lines: false };
  const value = await (optional === true
    ? line(ask, questionOf(asked).replace(/: $/, '; may be empty: '))
    : answerTo(asked, ask));
  return value === '' ? draft : withSetting(blank, draft, { path, value });
}

const rowsOf = ({ fields = [] }: Field, type: string): readonly Field[] =>
  fields.filter(
    ({ name }) => rowQuestions.includes(name) && (type === 'PERSON' || !ofPersons.includes(name)),
  );

type Ask = (question: string) => Promise<string | undefined>;

async function line(ask: Ask, question: string): Promise<string> {
  const typed = await ask(question);
  if (typed === undefined) throw new CliError('CLI_NOT_CONFIRMED', 'the form was not filled in');
  return typed.trim();
}

function questionOf({ label, allowed, lines }: Asked): string {
  const choice = allowed.length === 0 ? '' : ` (${allowed.join(', ')})`;
  return `${label}${choice}${lines ? '; an empty line ends it' : ''}: `;
}

async function answerTo(asked: Asked, ask: Ask): Promise<string> {
  const { path, lines } = asked;
  const question = questionOf(asked);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const first = await line(ask, question);
    if (first === '') continue;
    if (!lines) return first;
    const all = [first];
    for (let next = await line(ask, '  '); next !== ''; next = await line(ask, '  ')) {
      all.push(next);
      if (all.length >= mostLines) break;
    }
    return all.join('\n');
  }
  throw new CliError('CLI_NOT_CONFIRMED', `${path.join('.')} was not filled in`);
}
