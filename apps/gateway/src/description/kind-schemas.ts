import type { OpenAPIObject } from '@nestjs/swagger';
import { documentSchema } from '#kernel';
import { offeredKinds } from '#capabilities/requests/offered.model';

type Schema = Readonly<Record<string, unknown>>;

const thread = '0190a0b0-0000-7000-8000-000000000001';
/** The smallest document that can be signed: an asking officer needs no answer any more. */
const example = {
  ...{ typ: 'liaise-document', v: 1, kind: 'withdrawal' },
  ...{ id: '0190a0b0-0000-7000-8000-000000000002', thread, inReplyTo: thread },
  link: 'c0ffee00112233445566778899aabbcc',
  from: { state: 'XA', authority: 'border-police', officer: 'a.novak' },
  to: { state: 'XB', authority: 'border-police' },
  signer: '0A1B2C3D4E5F60718293A4B5C6D7E8F901234567',
  recipientKeys: ['89ABCDEF0123456789ABCDEF0123456789ABCDEF'],
  composedAt: '2026-01-31T12:00:00.000Z',
  purpose: 'INVESTIGATION',
  handling: {
    codes: ['H1'],
    evaluation: { source: 'B', information: '2' },
    restrictions: '',
    retentionMonths: 12,
  },
  body: { reason: 'The keeper has come forward.' },
  attachments: [],
};

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
    examples: [example],
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
