import { Ajv, type ValidateFunction } from 'ajv';
import { ModelError, type ModelCode } from './errors.js';
import { parseTimestamp } from './ids.js';

const isTime = (value: string): boolean => {
  try {
    parseTimestamp(value);
    return true;
  } catch {
    return false;
  }
};
const isDay = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) && isTime(`${value}T00:00:00.000Z`);

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: false });
ajv.addFormat('time-utc', isTime);
ajv.addFormat('date', isDay);

/** Compiles a schema into a parser that names the first wrong member, never its value. */
export function schemaParser<T>(schema: object, code: ModelCode): (value: unknown) => T {
  let validate: ValidateFunction<T> | undefined;
  return (value) => {
    validate ??= ajv.compile<T>(schema);
    if (validate(value)) return value;
    // The path names members of the schema only: an unknown member's name is the sender's text and is not repeated.
    const error = validate.errors?.[0];
    const member = error?.instancePath ?? '';
    throw new ModelError(code, `${member === '' ? '/' : member} ${error?.message ?? 'is wrong'}`);
  };
}

export const closed = (
  properties: Record<string, object>,
  optional: readonly string[] = [],
): object => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});
export const text = (maxLength: number, minLength = 1): object => ({
  type: 'string',
  minLength,
  maxLength,
});
export const pattern = (form: string): object => ({ type: 'string', pattern: form });
export const list = (items: object, maxItems: number, minItems = 0): object => ({
  type: 'array',
  items,
  maxItems,
  minItems,
});
export const orNull = (schema: object): object => ({ anyOf: [schema, { type: 'null' }] });

/** The forms of `ids.ts` as schema fragments. */
export const forms = {
  state: pattern('^[A-Z]{2}$'),
  authority: pattern('^[a-z][a-z0-9-]{1,31}$'),
  officer: pattern('^[a-z][a-z0-9.-]{1,31}$'),
  fingerprint: pattern('^(?:[0-9A-F]{40}|[0-9A-F]{64})$'),
  uuid7: pattern('^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'),
  hex32: pattern('^[0-9a-f]{32}$'),
  sha256: pattern('^[0-9a-f]{64}$'),
  sha512: pattern('^[0-9a-f]{128}$'),
  time: { type: 'string', format: 'time-utc' },
  count: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  number: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
  /** 32 bytes in base64: a hash of a tree, a raw Ed25519 key. */
  base64Of32: pattern('^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$'),
  base64: (max: number): object => ({
    type: 'string',
    maxLength: max,
    pattern: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
  }),
} as const;
