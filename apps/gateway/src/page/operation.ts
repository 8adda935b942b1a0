import type { Answer, Described, Operation, Schema } from './described.js';
import { html, prose, type Html } from './html.js';
import { limitsOf, typeOf } from './schema-table.js';

const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

export const exampleBlock = (value: unknown): Html =>
  html`<pre>${typeof value === 'string' ? value : json(value)}</pre>`;

function exampleText({ examples: [example] = [] }: Schema): string {
  return typeof example === 'string' ? example : json(example ?? '');
}

function exampleOf({ components }: Described, { content = {} }: Answer): Html {
  const all = Object.values(content).flatMap(({ examples = {} }) => Object.values(examples));
  const values = all.map(({ $ref, value }) =>
    $ref === undefined ? value : components.examples[$ref.slice($ref.lastIndexOf('/') + 1)]?.value,
  );
  return html`${values.map(exampleBlock)}`;
}

const contentOf = ({ content = {} }: Answer): Html =>
  html`${Object.entries(content).map(
    ([media, { schema = {} }]) => html` <code>${media}</code> ${typeOf(schema)}`,
  )}`;

function parameters({ parameters: all = [] }: Operation): Html {
  if (all.length === 0) return html``;
  const rows = all.map(
    ({ name, in: place, required = false, description = '', schema = {} }) =>
      html`<tr>
        <th scope="row"><code>${name}</code></th>
        <td>${place}${required ? '' : html` <i>optional</i>`}</td>
        <td>${typeOf(schema)}</td>
        <td>${prose(description)} <small>${limitsOf(schema)}</small></td>
        <td><code>${exampleText(schema)}</code></td>
      </tr> `,
  );
  return html`<h4>Parameters</h4>
    <table>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">In</th>
          <th scope="col">Type</th>
          <th scope="col">Meaning</th>
          <th scope="col">Example</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}

const body = (described: Described, { requestBody }: Operation): Html =>
  requestBody === undefined
    ? html``
    : html`<h4>Body</h4>
        <p>${contentOf(requestBody)}</p>
        ${exampleOf(described, requestBody)}`;

function answers(described: Described, { responses }: Operation): Html {
  const found = Object.entries(responses).map(([status, answer]) => {
    const name = answer.$ref?.replace('#/components/responses/', '');
    const said = name === undefined ? answer : (described.components.responses[name] ?? answer);
    const shown = status.startsWith('2')
      ? html`${contentOf(said)}${exampleOf(described, said)}`
      : html``;
    return html`<dt><b>${status}</b></dt>
      <dd>${prose(said.description ?? '')}${shown}</dd> `;
  });
  return html`<h4>Answers</h4>
    <dl>${found}</dl>`;
}

export function operationPart(
  described: Described,
  [path, method, operation]: readonly [path: string, method: string, operation: Operation],
): Html {
  const { operationId, summary, description = '', security } = operation;
  const open = security.length === 0 ? html` <i>open</i>` : html``;
  return html`<details id="${operationId}">
    <summary>
      <b class="${method}">${method.toUpperCase()}</b> <code>${path}</code> ${summary}${open}
    </summary>
    <p>${prose(description)}</p>
    <p>
      Name: <a href="#${operationId}"><code>${operationId}</code></a>
    </p>
    ${parameters(operation)}${body(described, operation)}${answers(described, operation)}
  </details> `;
}
