import type { Described, Operation } from './described.js';
import { html, prose, type Html } from './html.js';
import { exampleBlock, operationPart } from './operation.js';
import { memberTable, typeOf } from './schema-table.js';

export const pagePolicy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const idOf = (tag: string): string => `tag-${tag.replaceAll(' ', '-')}`;

function tagPart(described: Described, tag: Described['tags'][number]): Html {
  const operations = Object.entries(described.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, { tags }]) => tags.includes(tag.name))
      .map(([method, operation]): readonly [string, string, Operation] => [
        path,
        method,
        operation,
      ]),
  );
  return html`<section>
    <h2 id="${idOf(tag.name)}">${tag.name}</h2>
    <p>${prose(tag.description)}</p>
    ${operations.map((each) => operationPart(described, each))}
  </section> `;
}

const schemaParts = ({ components }: Described): readonly Html[] =>
  Object.entries(components.schemas)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, schema]) =>
        html`<details id="schema-${name}">
          <summary><code>${name}</code></summary>
          <p>${prose(schema.description ?? '')}</p>
          ${schema.properties === undefined ? html`<p>${typeOf(schema)}</p>` : memberTable(schema)}
          ${(schema.examples ?? []).map(exampleBlock)}
        </details> `,
    );

export function renderPage(described: Described): string {
  const { info, tags } = described;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${info.title}: API</title>
        <link rel="stylesheet" href="/api/docs/style.css" />
      </head>
      <body>
        <header>
          <h1>${info.title}: API</h1>
          <p>${prose(info.description)}</p>
          <p>
            For programs: <a href="/api/v1/openapi.json">openapi.json</a>, and of events
            <a href="/api/v1/asyncapi.json">asyncapi.json</a>.
          </p>
        </header>
        <nav aria-label="Groups">
          ${tags.map(({ name }) => html`<a href="#${idOf(name)}">${name}</a> `)}<a href="#schemas"
            >schemas</a
          >
        </nav>
        <main>
          ${tags.map((tag) => tagPart(described, tag))}
          <section>
            <h2 id="schemas">schemas</h2>
            ${schemaParts(described)}
          </section>
        </main>
      </body>
    </html> `.markup;
}
