import type { OpenAPIObject } from '@nestjs/swagger';

interface Schema {
  [name: string]: unknown;
}
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// Rewrites `nullable` of OpenAPI 3.0 to the type union of JSON Schema that 3.1 uses.
function nullsOf({ nullable, ...schema }: Schema): Schema {
  if (nullable !== true) return schema;
  const { allOf, type, enum: values, ...rest } = schema;
  if (Array.isArray(allOf)) return { ...rest, anyOf: [...(allOf as unknown[]), { type: 'null' }] };
  const known = Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {};
  return { ...rest, type: [type, 'null'], ...known };
}

// Marks every object with named members as closed: no other members are taken or given.
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (!isSchema(value)) return value;
  const schema = nullsOf(value);
  const parts = Object.fromEntries(
    Object.entries(schema).map(([name, part]) => [name, closed(part)]),
  );
  const open = schema['type'] === 'object' && isSchema(schema['properties']);
  return open ? { additionalProperties: false, ...parts } : parts;
}

export function withClosedSchemas(document: OpenAPIObject): OpenAPIObject {
  const { components } = document;
  const schemas = closed(components?.schemas) as NonNullable<typeof components>['schemas'];
  return { ...document, components: { ...components, ...(schemas && { schemas }) } };
}
