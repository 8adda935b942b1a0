import { forms } from '#kernel/schema';

export type Json = Readonly<Record<string, unknown>>;

const patternOf = (schema: object): string => (schema as { pattern: string }).pattern;

const named = new Map<unknown, string>([
  ...(
    ['state', 'authority', 'officer', 'fingerprint', 'uuid7', 'hex32', 'sha256', 'sha512'] as const
  ).map((name) => [patternOf(forms[name]), name] as const),
  ['^[a-z]{2,3}$', 'language'],
]);
const base64 = patternOf(forms.base64(1));

export const isObject = (schema: Json): boolean =>
  schema['type'] === 'object' && schema['properties'] !== undefined;

const between = (from: unknown, to: unknown): string =>
  from === to ? String(from) : `${String(from)} to ${String(to)}`;

function formOfText(schema: Json): string {
  const { format, maxLength, minLength } = schema;
  if (format === 'time-utc') return 'time';
  if (format === 'date') return 'day';
  if (schema['pattern'] === base64) return `base64(${String(maxLength)})`;
  if (schema['pattern'] !== undefined) {
    const name = named.get(schema['pattern']);
    if (name === undefined) throw new Error(`no form for ${JSON.stringify(schema)}`);
    return name;
  }
  return minLength === 0 ? `text(0..${String(maxLength)})` : `text(${String(maxLength)})`;
}

/**
 * Describes a JSON schema in the terms of `proto/objects.md`.
 * @throws Error for a schema that has no such description
 */
export function formOf(schema: Json): string {
  if (Array.isArray(schema['enum']))
    return (schema['enum'] as string[]).map((value) => `\`${value}\``).join(', ');
  switch (schema['type']) {
    case 'string':
      return formOfText(schema);
    case 'boolean':
      return 'boolean';
    case 'integer':
      return between(schema['minimum'], schema['maximum']);
    case 'object':
      return 'object';
    case 'array': {
      const items = schema['items'] as Json;
      const different = schema['uniqueItems'] === true ? ' different' : '';
      const of = isObject(items) ? 'objects' : formOf(items);
      return `${between(schema['minItems'], schema['maxItems'])}${different} of ${of}`;
    }
    default:
      throw new Error(`no form for ${JSON.stringify(schema)}`);
  }
}
