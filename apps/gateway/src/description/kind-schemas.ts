import type { OpenAPIObject } from '@nestjs/swagger';
import { documentSchema, type Document, type Field } from '#kernel';
import { offeredKinds } from '#capabilities/requests/offered.model';

type Schema = Readonly<Record<string, unknown>>;

const thread = '0190a0b0-0000-7000-8000-000000000001';
// Smallest signable document: an officer who needs no answer any more.
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

const memberWords: Readonly<Record<keyof Document, string>> = {
  typ: 'Type of the signed object.',
  v: 'Version of the protocol.',
  kind: 'Kind of the document, which decides what `body` holds.',
  id: 'Drawn by the client.',
  thread: 'Id of the document that opened the thread; in an opening document its own `id`.',
  inReplyTo: 'The document that it answers; null exactly in a document that opens a thread.',
  link: '`link` of the recipient in `GET /api/v1/directory/authorities`.',
  from: 'The officer who signs, as the session shows it.',
  to: 'The authority that it goes to.',
  signer: 'Primary fingerprint of the officer’s certificate.',
  recipientKeys: 'Keys of the recipient for the compartment of the thread, from its `keys` there.',
  composedAt: 'Not older than a day, nor more than five minutes ahead.',
  purpose: 'Purpose for which it is sent.',
  handling:
    'Europol handling codes, of which `H3` needs `restrictions`; evaluation of source and information (not evaluated: `X`, `4`); months for which the content is kept after the exchange.',
  body: 'Members of its kind.',
  attachments: 'Files in plaintext, in the order of `uploads`.',
};

const fieldWords = ({ label, mandatory }: Field): string =>
  mandatory === undefined ? label : `${label} (${mandatory})`;

interface Parts {
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

function withLabels(schema: Schema, form: readonly Field[]): Schema {
  const { items, properties } = schema as Parts;
  if (items !== undefined) return { ...schema, items: withLabels(items, form) };
  if (properties === undefined) return schema;
  const fields = new Map(form.map((field) => [field.name, field]));
  const members = Object.entries(properties).map(([name, member]) => {
    const field = fields.get(name);
    if (field === undefined) return [name, member];
    return [name, { ...withLabels(member, field.fields ?? []), description: fieldWords(field) }];
  });
  return { ...schema, properties: Object.fromEntries(members) as Schema };
}

function kindSchemas(): Readonly<Record<string, Schema>> {
  const kinds = Object.entries(offeredKinds).map(([name, { schema, form, signers }]) => [
    `kind.${name}`,
    {
      ...withLabels(schema, form),
      description: `Body of a document of kind \`${name}\`, signed by: ${signers.join(', ')}.`,
    },
  ]);
  const names = Object.keys(offeredKinds);
  const properties = {
    ...(documentSchema as Parts).properties,
    kind: { type: 'string', enum: names },
    body: { anyOf: names.map((name) => ({ $ref: toKind(name) })) },
  };
  const members = Object.entries(properties).map(([name, member]) => [
    name,
    { ...member, description: memberWords[name as keyof Document] },
  ]);
  const signed = {
    ...documentSchema,
    description: 'A document as it is signed: canonical JSON (RFC 8785) of these members.',
    examples: [example],
    properties: Object.fromEntries(members) as Schema,
  };
  return { ...(Object.fromEntries(kinds) as Record<string, Schema>), SignedJson: signed };
}

interface Described {
  readonly properties?: Record<string, Record<string, unknown>>;
}

/**
 * Adds the schemas of all document kinds to the API description. In each schema with `signature`, member `document` refers to
 * `SignedJson`.
 */
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
