import * as fc from 'fast-check';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}
interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** One request as no client would make it. */
export interface BadAsk {
  readonly method: string;
  readonly url: string;
  readonly body: string | undefined;
  readonly type: string;
}

/** Texts that parsers, databases and file systems have stumbled over. */
const odd = [
  ...[
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\u202e',
    '\ufeff',
    '😀'.repeat(50),
    'é\u0301\u0301',
  ],
  ...['null', 'true', '-1', '0', '1e309', '9007199254740993', '99999999999999999999', '٣', '0x10'],
  ...[
    "' or 1=1 --",
    '$1',
    '%00',
    '%',
    '../../etc/passwd',
    '..%2f',
    '__proto__',
    'constructor',
    '{}',
  ],
  ...['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-7FFF-BFFF-FFFFFFFFFFFF', '=='],
] as const;

/** Of the right form, so that the services behind the gateway are reached. */
const formed = [
  ...[
    '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e',
    'INVESTIGATION',
    'directory',
    'peers',
    'XB',
    '1',
    '99',
  ],
  ...[
    '100',
    '999999',
    '999999999999999',
    'AA==',
    'e30=',
    'a'.repeat(43),
    'bGlhaXNlLWxvZ2luLXYxCg==',
  ],
];

/** Members of a query by which a page begins at a place. */
const placeNames = ['after', 'before', 'beforeAt', 'from'];
/** Of the right form for some list, and for none. */
const oddPlaces = [
  ...['', ' ', '0', '-1', '1', '9'.repeat(19), '9'.repeat(40), 'XB', 'XB/a', 'true', 'null', 'NaN'],
  ...[
    '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e',
    '00000000-0000-0000-0000-000000000000',
    'FFFFFFFF-FFFF',
  ],
  ...[
    '2026-03-01T12:00:00.000Z',
    '2026-13-45',
    '0000-01-01T00:00:00.000Z',
    '\u0000',
    "' or 1=1 --",
  ],
  ...['0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e~3~', '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e~2~2026'],
  ...[`${'a'.repeat(32)}:2026-01-01:000001`, 'x'.repeat(513)],
] as const;
/** What else an operation asks for. */
const rightOf: Readonly<Record<string, string>> = {
  purpose: 'DETECTION',
  from: '2026-03-01T12:00:00.000Z',
  to: '2026-03-02T12:00:00.000Z',
  chain: 'directory',
  level: '0',
};

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...formed) },
  { weight: 3, arbitrary: fc.constantFrom(...odd) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ minLength: 1, maxLength: 300 })
      .map((bytes) => Buffer.from(bytes).toString('base64')),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }).map((n) => 'a'.repeat(10 ** n)) },
);

/** Raw JSON of anything: scalars where lists belong, lists where scalars belong, and what no serialiser writes. */
const anything: fc.Arbitrary<string> = fc.oneof(
  text.map((value) => JSON.stringify(value)),
  fc.array(text, { maxLength: 40 }).map((value) => JSON.stringify(value)),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  fc.constantFrom('null', 'true', '0', '-0', '1e400', '1E-7', '123456789012345678901234567890'),
  fc.constantFrom('[[]]', '{"a":{}}', '{"0":"AA==","length":1}', '"\\ud800"', '"\\u0000"'),
  fc.constantFrom('{"__proto__":{"a":1}}', '{"constructor":{"prototype":{"a":1}}}'),
  fc.constantFrom(15, 16, 17, 2_000, 50_000).map((n) => `${'['.repeat(n)}${']'.repeat(n)}`),
);

/** Bodies that are no JSON object at all. */
const broken = fc.oneof(
  anything,
  fc.constantFrom(
    '',
    '{',
    '{"a"',
    '{"a":1,}',
    "{'a':1}",
    '\ufeff{}',
    '{}{}',
    'NaN',
    '//',
    '\u0000',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

const member = (name: string, value: string): string => `${JSON.stringify(name)}:${value}`;

/** Arbitrary requests to every operation of the description of the API; made once per operation. */
export class BadInput {
  readonly #description: Description;

  constructor(description: unknown) {
    this.#description = description as Description;
  }

  /** `POST /api/v1/requests`, and what may be asked of it. */
  operations(): { readonly name: string; readonly asks: fc.Arbitrary<BadAsk> }[] {
    return Object.entries(this.#description.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([verb, operation]) => {
        const method = verb.toUpperCase();
        const asks = fc
          .tuple(this.#url(path, operation), this.#body(operation), this.#type(operation))
          .map(([url, body, type]) => ({ method, url, body, type }));
        return { name: `${method} ${path}`, asks };
      }),
    );
  }

  /** Operations that are asked from a place of a list, each with the ways to ask it so: all else is of the right form. */
  places(): { readonly name: string; readonly urls: readonly string[] }[] {
    return Object.entries(this.#description.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([verb, { parameters = [] }]) => {
        const places = parameters.filter(({ name }) => placeNames.includes(name));
        if (verb !== 'get' || places.length === 0) return [];
        const urls = places.flatMap(({ name }) =>
          oddPlaces.flatMap((odd) => {
            const query = new URLSearchParams({ [name]: odd });
            const kinds: (string | undefined)[] = [undefined];
            for (const each of parameters.filter(
              (one) => one.in === 'query' && one.name !== name,
            )) {
              if (each.name === 'kind') kinds.splice(0, 1, ...(each.schema?.enum ?? []));
              else if (each.required === true)
                query.set(each.name, rightOf[each.name] ?? each.schema?.enum?.[0] ?? '1');
            }
            return kinds.map((kind) => {
              if (kind !== undefined) query.set('kind', kind);
              const there = path.replace(/\{[^}]+\}/g, formed[0] ?? '');
              return `${there}?${query.toString()}`;
            });
          }),
        );
        return [{ name: `GET ${path}`, urls }];
      }),
    );
  }

  #url(path: string, { parameters = [] }: Operation): fc.Arbitrary<string> {
    const names = [...path.matchAll(/\{([a-z]+)\}/gi)].map(([, name = '']) => name);
    const queries = parameters.filter((each) => each.in === 'query').map(({ name }) => name);
    // A known name, twice, in the form of an object, or one that nobody asked for.
    const name = fc.constantFrom(...queries, ...queries, 'x', '__proto__', 'limit[]', 'a[b]');
    return fc
      .tuple(
        fc.array(text, { minLength: names.length, maxLength: names.length }),
        fc.array(fc.tuple(name, text), { maxLength: 4 }),
        fc.boolean(),
      )
      .map(([values, query, good]) => {
        const parts = names.map((_, i) => (good ? formed[0] : values[i]) ?? '');
        const address = names.reduce(
          (url, each, i) =>
            url.replace(`{${each}}`, escaped(parts[i] ?? '').slice(0, 4_000) || '-'),
          path,
        );
        const needs = good && queries.includes('purpose') ? [['purpose', 'INVESTIGATION']] : [];
        const asked = [...needs, ...query].map(
          ([key = '', value = '']) => `${escaped(key)}=${escaped(value).slice(0, 2_000)}`,
        );
        return asked.length === 0 ? address : `${address}?${asked.join('&')}`;
      });
  }

  #type({ requestBody }: Operation): fc.Arbitrary<string> {
    const right = Object.keys(requestBody?.content ?? { 'application/json': 0 })[0] ?? '';
    const others = fc.constantFrom(
      'text/plain',
      'application/json; charset=utf-16',
      'multipart/form-data',
    );
    return fc.oneof({ weight: 9, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: others });
  }

  #body({ requestBody }: Operation): fc.Arbitrary<string | undefined> {
    const schema = requestBody?.content['application/json']?.schema;
    if (schema === undefined)
      return fc.option(broken, { nil: undefined, freq: requestBody === undefined ? 1 : 9 });
    return fc.oneof(
      { weight: 6, arbitrary: this.#object(this.#resolve(schema)) },
      { weight: 1, arbitrary: broken },
    );
  }

  /** Each member right, wrong, absent or there twice; sometimes one more. */
  #object({ properties = {} }: Schema): fc.Arbitrary<string> {
    const members = Object.entries(properties).map(([name, schema]) =>
      fc
        .tuple(
          fc.oneof({ weight: 3, arbitrary: this.#value(schema) }, anything),
          anything,
          fc.nat(9),
        )
        .map(([value, other, chance]) => {
          if (chance === 0) return [];
          const once = member(name, value);
          return chance === 1 ? [once, member(name, other)] : [once];
        }),
    );
    const more = fc.option(
      fc.tuple(fc.constantFrom('extra', '__proto__', 'constructor', ''), anything),
      { nil: undefined, freq: 4 },
    );
    return fc.tuple(fc.tuple(...members), more).map(([all, extra]) => {
      const own = all.flat();
      return `{${[...own, ...(extra === undefined ? [] : [member(...extra)])].join(',')}}`;
    });
  }

  #value(schema: Schema): fc.Arbitrary<string> {
    const found = this.#resolve(schema);
    if (found.type === 'array' && found.items !== undefined)
      return fc
        .array(this.#value(found.items), { maxLength: 3 })
        .map((all) => `[${all.join(',')}]`);
    if (found.properties !== undefined) return this.#object(found);
    const values = found.enum === undefined ? text : fc.constantFrom(...found.enum);
    return values.map((value) => JSON.stringify(value));
  }

  #resolve({ $ref, ...schema }: Schema): Schema {
    const name = $ref?.split('/').at(-1);
    return name === undefined ? schema : (this.#description.components.schemas[name] ?? schema);
  }
}

/** A lone surrogate has no UTF-8 form: then its parts as an old client would send them. */
function escaped(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    return '%ED%A0%80';
  }
}
