import { phrase, joined, Phrase } from './phrase.js';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { KernelError, type KernelCode } from './errors.js';
import { parseTimestamp, type AuthorityId, type Timestamp } from './ids.js';

declare const accepted: unique symbol;

export type Schema<T> = Readonly<Record<string, unknown>> & { readonly [accepted]?: T };
export type Of<S> = S extends { readonly [accepted]?: infer T } ? T : unknown;

type Properties = Readonly<Record<string, Schema<unknown>>>;
type Members<P extends Properties, O extends keyof P> = {
  readonly [K in Exclude<keyof P, O>]: Of<P[K]>;
} & { readonly [K in O]?: Of<P[K]> };

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

/** All schemas in use. A test validates them, because validation at every start would take too long. */
export const madeSchemas: object[] = [];

function compilerOf(allErrors: boolean, verbose = false): Ajv {
  const ajv = new Ajv({
    ...{ strict: true, strictTypes: false, strictRequired: false, allErrors, verbose },
    ...{ meta: false, validateSchema: false },
    // Optimizing takes a third of the time of compiling, at each start of a service, and changes no result.
    code: { optimize: false },
  });
  ajv.addFormat('time-utc', isTime);
  ajv.addFormat('date', isDay);
  return ajv;
}
/**
 * Compilers of schemas: `first` stops at the first error, `all` finds every error. Use `first` for outside input, which could
 * cause countless errors.
 */
const compilers = { first: compilerOf(false), all: compilerOf(true) };

export interface SchemaFlaw {
  /** Path of the wrong member from the root, as `/details/place`; empty for the root. */
  readonly path: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Part of the schema that directly contains the failed `keyword`, such as `maxLength`. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly value: unknown;
}

const mostFlaws = 200;

/** Makes a function that lists at most 200 flaws of a value. Flaws contain the refused values: for our own officers only. */
export function schemaFlaws(schema: object): (value: unknown) => readonly SchemaFlaw[] {
  madeSchemas.push(schema);
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= compilerOf(true, true).compile(schema);
    if (validate(value)) return [];
    return (validate.errors ?? [])
      .filter(({ keyword }) => keyword !== 'if')
      .slice(0, mostFlaws)
      .map(({ instancePath, keyword, params, parentSchema, data }) => ({
        ...{ path: instancePath, keyword, value: data },
        params: params as Readonly<Record<string, unknown>>,
        schema: (parentSchema ?? {}) as Readonly<Record<string, unknown>>,
      }));
  };
}

const mostErrors = 20;

/** Compiles a schema into a parser. The parser's errors name members of the schema, never input values. */
export function schemaParser<T>(
  schema: object,
  code: KernelCode,
  named: keyof typeof compilers = 'first',
): (value: unknown) => T {
  madeSchemas.push(schema);
  let validate: ValidateFunction<T> | undefined;
  return (value) => {
    validate ??= compilers[named].compile<T>(schema);
    if (validate(value)) return value;
    // Drops failed conditions: the error of the required member beside them says more.
    const found = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if');
    const said = [...new Map(found.map(flaw).map((each) => [String(each), each])).values()];
    const more = said.length > mostErrors ? [phrase`and ${said.length - mostErrors} more`] : [];
    const shown =
      said.length === 0 ? [new Phrase('{} is wrong', ['/'])] : said.slice(0, mostErrors);
    throw new KernelError(code, joined([...shown, ...more], '; '));
  };
}

/**
 * Error text that names members of the schema only. The name of an unknown member is the sender's text, which must not enter
 * logs.
 */
function flaw({ instancePath, message = 'is wrong', params }: ErrorObject): Phrase {
  const path = instancePath === '' ? '/' : instancePath;
  const given = params as Readonly<Record<string, unknown>>;
  const names = inMessages.filter((name) => given[name] !== undefined);
  let [text, rest] = ['{} ', message];
  const values: string[] = [path];
  for (const name of names) {
    const value = String(given[name]);
    // Two numbers of items stand in a row, and every other value at the end.
    const at = /^[ij]$/.test(name) ? rest.indexOf(value) : rest.lastIndexOf(value);
    if (at < 0) continue;
    text += `${rest.slice(0, at)}{}`;
    rest = rest.slice(at + value.length);
    values.push(value);
  }
  return new Phrase(text + rest, values);
}

// Values of keywords in the order in which the validator's messages name them.
const inMessages = ['limit', 'format', 'missingProperty', 'pattern', 'minContains', 'j', 'i'];

export const closed = <const P extends Properties, const O extends keyof P & string = never>(
  properties: P,
  optional: readonly O[] = [],
): Schema<Members<P, O>> => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter(
    (name) => !(optional as readonly string[]).includes(name),
  ),
  properties,
});
export const text = (maxLength: number, minLength = 1): Schema<string> => ({
  type: 'string',
  minLength,
  maxLength,
});
export const pattern = <T extends string = string>(form: string): Schema<T> => ({
  type: 'string',
  pattern: form,
});
export const oneOf = <const T extends string>(values: readonly T[]): Schema<T> => ({
  enum: [...values],
});
export const someOf = <const T extends string>(
  values: readonly T[],
  minItems = 0,
  maxItems = values.length,
): Schema<readonly T[]> => ({ ...list(oneOf(values), maxItems, minItems), uniqueItems: true });
export const list = <T>(
  items: Schema<T>,
  maxItems: number,
  minItems = 0,
): Schema<readonly T[]> => ({
  type: 'array',
  items,
  maxItems,
  minItems,
});
export const whole = (minimum: number, maximum: number): Schema<number> => ({
  type: 'integer',
  minimum,
  maximum,
});
export const truth: Schema<boolean> = { type: 'boolean' };
export const day: Schema<string> = { type: 'string', format: 'date' };
export const orNull = <T>(schema: Schema<T>): Schema<T | null> => ({
  anyOf: [schema, { type: 'null' }],
});

export const forms = {
  state: pattern('^[A-Z]{2}$'),
  authority: pattern<AuthorityId>('^[a-z][a-z0-9-]{1,31}$'),
  officer: pattern('^[a-z][a-z0-9.-]{1,31}$'),
  fingerprint: pattern('^(?:[0-9A-F]{40}|[0-9A-F]{64})$'),
  uuid7: pattern('^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'),
  hex32: pattern('^[0-9a-f]{32}$'),
  sha256: pattern('^[0-9a-f]{64}$'),
  sha512: pattern('^[0-9a-f]{128}$'),
  time: { type: 'string', format: 'time-utc' } as Schema<Timestamp>,
  count: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  number: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
  base64Of32: pattern('^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$'),
  base64: (max: number): Schema<string> => ({
    type: 'string',
    maxLength: max,
    pattern: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
  }),
} as const;
