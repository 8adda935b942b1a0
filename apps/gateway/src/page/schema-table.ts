import type { Schema } from './described.js';
import { html, prose, type Html } from './html.js';

const bounds = ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems'] as const;

const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

const between = (word: string, parts: readonly Html[]): Html =>
  html`${parts.map((part, at) => (at === 0 ? part : html` ${word} ${part}`))}`;

export function typeOf(schema: Schema): Html {
  const { $ref, type, items, contentSchema, anyOf, allOf, oneOf } = schema;
  if ($ref !== undefined) return html`<a href="#schema-${nameOf($ref)}">${nameOf($ref)}</a>`;
  const choice = anyOf ?? oneOf;
  if (choice !== undefined) return between('or', choice.map(typeOf));
  if (allOf !== undefined && type === undefined) return between('and', allOf.map(typeOf));
  if (items !== undefined) return html`list of ${typeOf(items)}`;
  if (contentSchema !== undefined) return html`base64 of ${typeOf(contentSchema)}`;
  return valueOf(schema);
}

function valueOf({ type, enum: values, const: only }: Schema): Html {
  const listed = values ?? (only === undefined ? [] : [only]);
  if (listed.length > 0) return between('or', listed.map(codeOf));
  return html`${[type ?? 'any value'].flat().join(' or ')}`;
}

const codeOf = (value: unknown): Html => html`<code>${String(value)}</code>`;

export function limitsOf(schema: Schema): Html {
  const said = bounds
    .filter((name) => schema[name] !== undefined)
    .map((name) => html`${name} ${String(schema[name])}`);
  const form = schema.pattern === undefined ? [] : [codeOf(schema.pattern)];
  const format = schema.format === undefined ? [] : [html`${schema.format}`];
  return between('·', [...format, ...said, ...form]);
}

export function memberTable({ properties = {}, required = [] }: Schema): Html {
  const rows = Object.entries(properties).map(
    ([name, member]) =>
      html`<tr>
        <th scope="row"><code>${name}</code></th>
        <td>${typeOf(member)}${required.includes(name) ? '' : html` <i>optional</i>`}</td>
        <td>${prose(member.description ?? '')} <small>${limitsOf(member)}</small></td>
      </tr> `,
  );
  if (rows.length === 0) return html`<p>No named members.</p>`;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Member</th>
        <th scope="col">Type</th>
        <th scope="col">Meaning</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
