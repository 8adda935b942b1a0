import {
  isCoded,
  kinds,
  parseBody,
  schemaFlaws,
  type Body,
  type DocumentKind,
  type SchemaFlaw,
} from '#kernel';
import { say, sayDetail } from '#language/console';
import { sayCount } from '#language/count';
import { printable } from '../../people/printable.js';
import { nearestWord } from '../edit-distance.js';
import { messageOf } from '../../print/message-of.js';

const mostLines = 20;
const longestShown = 60;

const shown = (value: unknown): string =>
  printable(JSON.stringify(String(value).slice(0, longestShown)));

export function unknownMember(name: string, allowed: readonly string[]): string {
  const near = nearestWord(name, allowed);
  const said = say('flaws.unknownMember', { name: shown(name) });
  return say('flaws.allowed', {
    said,
    near: near === undefined ? '' : say('flaws.nearest', { near }),
    allowed: allowed.join(', '),
  });
}

export function notAllowed(value: unknown, allowed: readonly unknown[]): string {
  const words = allowed.map(String);
  const near = typeof value === 'string' ? nearestWord(value, words) : undefined;
  return say('flaws.allowedWords', {
    near: near === undefined ? '' : say('flaws.nearest', { near }),
    words: words.join(', '),
  });
}

const types: Readonly<Record<string, string>> = {
  string: say('flaws.string'),
  integer: say('flaws.integer'),
  number: say('flaws.number'),
  boolean: say('flaws.boolean'),
  array: say('flaws.array'),
  object: say('flaws.object'),
};

const formats: Readonly<Record<string, string>> = {
  date: say('flaws.date'),
  'time-utc': say('flaws.timeUtc'),
};

const patterns: Readonly<Record<string, string>> = {
  '^[A-Z]{2}$': say('flaws.stateCode'),
  '^[a-z]{2,3}$': say('flaws.languageCode'),
  '^[a-z][a-z0-9-]{1,31}$': say('flaws.authorityId'),
  '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$': say('flaws.documentId'),
};

/** Words for the format that a schema demands, such as `a day such as 2026-03-14`. Undefined without a known format. Pure. */
export const formOfText = ({ type, pattern, format }: TextShape): string | undefined =>
  patterns[pattern ?? ''] ??
  formats[format ?? ''] ??
  (type === 'integer' ? types[type] : undefined);

interface TextShape {
  readonly type?: string;
  readonly pattern?: string;
  readonly format?: string;
}

type Saying = (flaw: SchemaFlaw) => string;
const limited =
  (key: 'flaws.mustBeAtLeast' | 'flaws.mustBeAtMost'): Saying =>
  ({ params }) =>
    say(key, { limit: String(params['limit']) });
const atLeast =
  (key: 'flaws.atLeastCharacters' | 'flaws.atLeastItems'): Saying =>
  ({ params: { limit } }) =>
    limit === 1 ? say('flaws.notEmpty') : say(key, { limit: String(limit) });
const atMost =
  (key: 'flaws.atMostCharacters' | 'flaws.atMostItems'): Saying =>
  ({ params: { limit } }) =>
    limit === 0 ? say('flaws.mustBeEmptyHere') : sayCount(key, { limit: Number(limit) });

// A text that must not be blank has this pattern.
const notBlank = '\\S';

const patternSaid = (pattern: string): string =>
  pattern === notBlank
    ? say('flaws.notEmpty')
    : say('flaws.pattern', {
        patterns: patterns[pattern] ?? say('flaws.ofTheForm', { params: pattern }),
      });

const sayings: Readonly<Record<string, Saying>> = {
  enum: ({ value, schema }) => notAllowed(value, schema['enum'] as readonly unknown[]),
  const: ({ params }) => say('flaws.const', { params: String(params['allowedValue']) }),
  type: ({ params }) =>
    say('flaws.type', { types: types[String(params['type'])] ?? String(params['type']) }),
  format: ({ params }) =>
    say('flaws.format', { formats: formats[String(params['format'])] ?? say('flaws.anotherForm') }),
  pattern: ({ params }) => patternSaid(String(params['pattern'])),
  minLength: atLeast('flaws.atLeastCharacters'),
  maxLength: atMost('flaws.atMostCharacters'),
  minItems: atLeast('flaws.atLeastItems'),
  maxItems: atMost('flaws.atMostItems'),
  minimum: limited('flaws.mustBeAtLeast'),
  maximum: limited('flaws.mustBeAtMost'),
  uniqueItems: () => say('flaws.uniqueItems'),
  contains: ({ schema }) =>
    say('flaws.contains', {
      const:
        (schema['contains'] as { const?: string } | undefined)?.const ?? say('flaws.whatTypeNeeds'),
    }),
  'false schema': () => say('flaws.falseSchema'),
};

const nameOf = (path: string): string => path.slice(1) || 'body';

function lineOf(flaw: SchemaFlaw): readonly [place: string, line: string] {
  const { path, keyword, params, schema } = flaw;
  if (keyword === 'required') {
    const place = `${path}/${String(params['missingProperty'])}`;
    return [place, say('flaws.lacking', { name: nameOf(place) })];
  }
  if (keyword === 'additionalProperties') {
    const allowed = Object.keys(schema['properties'] ?? {});
    const name = String(params['additionalProperty']);
    return [path, say('program.named', { name: nameOf(path), text: unknownMember(name, allowed) })];
  }
  const text = sayings[keyword]?.(flaw) ?? say('flaws.isWrong');
  return [path, say('program.named', { name: nameOf(path), text })];
}

const finders: Partial<Record<DocumentKind, (value: unknown) => readonly SchemaFlaw[]>> = {};

/** Lists the flaws of a body against its kind's schema. Skips flaws at paths that the text `reportedText` contains. Pure. */
export function bodyFlaws(
  kind: DocumentKind,
  value: unknown,
  reportedText = '',
): readonly string[] {
  const find = (finders[kind] ??= schemaFlaws(kinds[kind].schema));
  const lines = find(value)
    .filter(({ keyword }) => keyword !== 'anyOf')
    .map(lineOf)
    // A missing item that its article demands is told with the article.
    .filter(([place]) => place === '' || !reportedText.includes(`${place} `))
    .map(([, line]) => line);
  return [...new Set(lines)];
}

const bounded = (lines: readonly string[]): readonly string[] =>
  lines.length <= mostLines
    ? lines
    : [
        ...lines.slice(0, mostLines),
        say('flaws.andMore', { linesCount: lines.length - mostLines }),
      ];

/**
 * Checks a body that an officer of this State wrote. Pure. @throws TypeError with a line for each flaw; KernelError for a
 * flaw that concerns several members
 */
export function bodyIn<K extends DocumentKind>(kind: K, value: unknown): Body<K> {
  try {
    return parseBody(kind, value);
  } catch (error) {
    const missing = isCoded(error) && error.code === 'ITEM_MISSING' ? error.phrase : undefined;
    const lines = bodyFlaws(kind, value, missing === undefined ? '' : String(missing));
    const items = (missing?.values ?? []).map((item) =>
      say('flaws.missing', { item: sayDetail(item) }),
    );
    if (items.length + lines.length === 0) throw error;
    throw new TypeError(listed([...items, ...lines]), { cause: error });
  }
}

export const listed = (lines: readonly string[]): string =>
  lines.length === 1
    ? (lines[0] ?? '')
    : bounded(lines)
        .map((line) => `\n    ${line}`)
        .join('');

type Parts<T> = { readonly [K in keyof T]: () => T[K] };

/** Reads all parts of a draft and reports all flaws in one error. `before`: flaws that were found earlier. @throws TypeError */
export function allParts<T extends object>(parts: Parts<T>, before: readonly string[]): T {
  const lines = [...before];
  const read: Partial<Record<keyof T, unknown>> = {};
  for (const name of Object.keys(parts) as (keyof T)[])
    try {
      read[name] = parts[name]();
    } catch (error) {
      lines.push(
        ...messageOf(error)
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      );
    }
  if (lines.length > 0) throw new TypeError(listed(lines));
  return read as T;
}
