import { documentKinds, kinds, type DocumentKind } from '#kernel/documents/kinds';
import type { Field, Kind } from '#kernel/documents/kind';
import { requestTypeNames, requestTypes } from '#kernel/documents/request-types';
import type { TypeOfRequest } from '#kernel/documents/request-type';
import { limits } from '../markdown.js';
import { formOf, isObject, type Json } from './forms.js';
import { rulesOf } from './rules.js';
import { kindTexts } from './texts.js';

const written = '<!-- Written by scripts/kinds.mjs from the schema; changes here are lost. -->';
const quoted = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

interface Row {
  readonly path: string;
  readonly form: string;
  readonly isOptional: boolean;
  readonly field: Field | undefined;
}

function rowsOf(schema: Json, fields: readonly Field[], above = ''): Row[] {
  const required = (schema['required'] ?? []) as readonly string[];
  return Object.entries(schema['properties'] as Readonly<Record<string, Json>>).flatMap(
    ([name, value]) => {
      const field = fields.find((each) => each.name === name);
      const path = `${above}${name}`;
      const row = { path, form: formOf(value), isOptional: !required.includes(name), field };
      const within = (value['type'] === 'array' ? value['items'] : value) as Json;
      const inner = `${path}${value['type'] === 'array' ? '[].' : '.'}`;
      return isObject(within) ? [row, ...rowsOf(within, field?.fields ?? [], inner)] : [row];
    },
  );
}

const meaningOf = (field: Field | undefined): string =>
  field === undefined ? '' : `${field.label}${field.mandatory ? ` (${field.mandatory})` : ''}`;

const tableOf = (schema: Json, fields: readonly Field[]): string[] => [
  '| member | form | meaning |',
  '| --- | --- | --- |',
  ...rowsOf(schema, fields).map(
    ({ path, form, isOptional, field }) =>
      `| \`${path}\` | ${isOptional ? 'optional: ' : ''}${form} | ${meaningOf(field)} |`,
  ),
];

const rulesWithin = (schema: Json): string[] => [
  ...rulesOf(schema),
  ...Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Json>>).flatMap(
    ([name, value]) => rulesOf(value).map((rule) => `In \`${name}\`: ${rule}`),
  ),
];

const detailsOfTypes = (): string[] =>
  requestTypeNames.flatMap((name) => {
    const { details, form, label }: TypeOfRequest = requestTypes[name];
    if (details === null) return [];
    return ['', `## Details of ${name}`, '', `${label}.`, '', ...tableOf(details, form)];
  });

function itemOf(text: string): string {
  const lines = ['-'];
  for (const word of text.split(/ (?=(?:[^`]*`[^`]*`)*[^`]*$)/)) {
    const line = `${lines.at(-1) ?? ''} ${word}`;
    if (line.length > limits.characters) lines.push(`  ${word}`);
    else lines[lines.length - 1] = line;
  }
  return lines.join('\n');
}

export function kindPage(name: DocumentKind): string {
  const { schema, form, signers }: Kind<unknown> = kinds[name];
  const { says, replies, pages } = kindTexts[name];
  const rules = rulesWithin(schema);
  return [
    written,
    '',
    `# ${name}`,
    '',
    says,
    '',
    `- Signed by an officer with one of the roles ${quoted(signers)}.`,
    `- \`inReplyTo\`: ${replies}.`,
    `- Rules: ${pages.map((page) => `[${page}](../${page}.md)`).join(', ')}.`,
    '- Forms: [objects](../objects.md#forms-of-values).',
    '',
    ...tableOf(schema, form),
    ...(rules.length === 0 ? [] : ['', ...rules.map(itemOf)]),
    ...(name === 'request' ? detailsOfTypes() : []),
    '',
  ].join('\n');
}

export const kindsIndex = (): string =>
  [
    written,
    '',
    '# Kinds of documents',
    '',
    'Members of `body`, by the `kind` of a [document](../documents.md). Every body is closed.',
    '',
    '| kind | says | signed by |',
    '| --- | --- | --- |',
    ...documentKinds.map(
      (name) =>
        `| [${name}](${name}.md) | ${kindTexts[name].says} | ${quoted(kinds[name].signers)} |`,
    ),
    '',
    'A `recall` with `effect` is signed by `CENTRAL_AUTHORITY` or `JUDICIAL_AUTHORITY`.',
    '',
    'Articles in brackets demand a member: of Directive (EU) 2023/977, in formal requests of the UN Convention against',
    'Transnational Organized Crime. A document without it is refused with `ITEM_MISSING`.',
    '',
  ].join('\n');

export const kindsPages = (): ReadonlyMap<string, string> =>
  new Map([
    ['README.md', kindsIndex()],
    ...documentKinds.map((name) => [`${name}.md`, kindPage(name)] as const),
  ]);
