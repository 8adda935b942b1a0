import type { Json } from './forms.js';

type Members = Readonly<Record<string, Json | boolean>>;
const membersOf = (schema: Json): Members => (schema['properties'] ?? {}) as Members;

const either = (values: readonly unknown[]): string =>
  values.map((value) => `\`${String(value)}\``).join(' or ');

const conditionOf = (schema: Json): string =>
  Object.entries(membersOf(schema))
    .map(([name, value]) => {
      const { const: one, enum: some, contains } = value as Json;
      if (one !== undefined) return `\`${name}\` is \`${one as string}\``;
      if (Array.isArray(some)) return `\`${name}\` is ${either(some)}`;
      const held = contains as Json | undefined;
      if (held?.['const'] !== undefined) return `\`${name}\` has \`${held['const'] as string}\``;
      throw new Error(`no words for the condition ${JSON.stringify(value)}`);
    })
    .join(' and ');

const facets: readonly (readonly [string, unknown, string])[] = [
  ['pattern', '\\S', 'is not blank'],
  ['minLength', 1, 'is not empty'],
  ['maxLength', 0, 'is empty'],
  ['minItems', 1, 'has a value'],
  ['maxItems', 0, 'has no value'],
];

function effectOn(name: string, value: Json | boolean): string[] {
  if (value === false) return [`\`${name}\` is absent`];
  const schema = value as Json;
  return Object.entries(schema).map(([keyword, wanted]) => {
    const facet = facets.find(([of, is]) => of === keyword && is === wanted);
    if (facet) return `\`${name}\` ${facet[2]}`;
    if (keyword === 'const') return `\`${name}\` is \`${String(wanted)}\``;
    if (keyword === 'contains') return `\`${name}\` has \`${String((wanted as Json)['const'])}\``;
    if (keyword === 'items') {
      const required = (wanted as Json)['required'] as readonly string[];
      return `each of \`${name}\` has ${either(required)}`;
    }
    throw new Error(`no words for ${keyword} of ${name}`);
  });
}

const effectsOf = (schema: unknown): string[] =>
  schema === undefined
    ? []
    : [
        ...(((schema as Json)['required'] ?? []) as readonly string[]).map(
          (name) => `\`${name}\` is there`,
        ),
        ...Object.entries(membersOf(schema as Json)).flatMap(([name, value]) =>
          effectOn(name, value),
        ),
      ];

export function rulesOf(schema: Json): string[] {
  const own = schema['if'] as Json | undefined;
  const more = (schema['allOf'] ?? []) as readonly Json[];
  const isDetails = 'details' in membersOf((schema['then'] ?? {}) as Json);
  const said = (when: string, effects: readonly string[]) =>
    effects.length === 0 ? [] : [`${when}: ${effects.join(', ')}.`];
  return [
    ...(own === undefined || isDetails
      ? []
      : [
          ...said(`Where ${conditionOf(own)}`, effectsOf(schema['then'])),
          ...said(`Unless ${conditionOf(own)}`, effectsOf(schema['else'])),
        ]),
    ...more.flatMap(rulesOf),
  ];
}
