import type { OpenAPIObject } from '@nestjs/swagger';
import { documentSchema } from '#kernel';
import { offeredKinds } from '#capabilities/requests/offered.model';

type Schema = Readonly<Record<string, unknown>>;

const toKind = (name: string): string => `#/components/schemas/kind.${name}`;

/** Body of each kind of document under a name of its own, and the signed document around it. */
function kindSchemas(): Readonly<Record<string, Schema>> {
  const kinds = Object.entries(offeredKinds).map(([name, { schema, signers }]) => [
    `kind.${name}`,
    {
      ...schema,
      description: `Body of a document of kind \`${name}\`, signed by: ${signers.join(', ')}.`,
    },
  ]);
  const names = Object.keys(offeredKinds);
  const { properties } = documentSchema as { readonly properties?: Schema };
  const signed = {
    ...documentSchema,
    description: 'A document as it is signed: canonical JSON (RFC 8785) of these members.',
    properties: {
      ...properties,
      kind: { type: 'string', enum: names },
      body: { anyOf: names.map((name) => ({ $ref: toKind(name) })) },
    },
  };
  return { ...(Object.fromEntries(kinds) as Record<string, Schema>), SignedJson: signed };
}

interface Described {
  readonly properties?: Record<string, Record<string, unknown>>;
}

/** Adds the kinds of document, and says of every signed `document` that it holds one. */
export function withKinds(document: OpenAPIObject): OpenAPIObject {
  const { schemas = {} } = (document.components ??= {});
  for (const { properties } of Object.values(schemas) as Described[]) {
    if (properties?.['document'] === undefined || properties['signature'] === undefined) continue;
    Object.assign(properties['document'], {
      contentMediaType: 'application/json',
      contentSchema: { $ref: '#/components/schemas/SignedJson' },
    });
  }
  document.components.schemas = { ...schemas, ...kindSchemas() };
  return document;
}
