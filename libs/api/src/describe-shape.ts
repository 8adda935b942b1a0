import { ApiProperty } from '@nestjs/swagger';
import { membersOf, type Form, type Member, type ShapeClass } from '#contract';
import { exampleOf } from './example-of.js';

type Schema = Readonly<Record<string, unknown>>;

const bounds = (names: readonly [string, string], min?: number, max?: number): Schema => ({
  ...(min !== undefined && { [names[0]]: min }),
  ...(max !== undefined && { [names[1]]: max }),
});

type Schemas = {
  readonly [Is in Form['is']]: (form: Extract<Form, { readonly is: Is }>) => Schema;
};

const schemas: Schemas = {
  text: ({ min, max, pattern }) => ({
    type: 'string',
    ...bounds(['minLength', 'maxLength'], min, max),
    ...(pattern && { pattern: pattern.source }),
  }),
  parsed: ({ parse: { form } }) => ({ type: 'string', ...(form && { pattern: form }) }),
  number: ({ whole, min, max }) => ({
    type: whole ? 'integer' : 'number',
    ...bounds(['minimum', 'maximum'], min, max),
  }),
  flag: () => ({ type: 'boolean' }),
  bytes: ({ max }) => ({ type: 'string', format: 'byte', maxLength: Math.ceil(max / 3) * 4 }),
  one: ({ values }) => ({
    type: typeof values[0] === 'number' ? 'integer' : 'string',
    enum: [...values],
  }),
  numbers: ({ most }) => ({
    type: 'object',
    additionalProperties: { type: 'number' },
    maxProperties: most,
  }),
  part: () => {
    throw new Error('a shape within an address');
  },
  json: ({ schema }) => ({ ...schema }),
};

const formSchema = <Is extends Form['is']>(form: Extract<Form, { readonly is: Is }>): Schema =>
  schemas[form.is](form);

const itemsOf = (most: number, least: number): Schema => ({
  maxItems: most,
  ...(least > 0 && { minItems: least }),
});

export function standardOf(shape: ShapeClass, name: string): Schema {
  const value: unknown = Reflect.get(new shape(), name);
  return value === undefined || value === null ? {} : { default: value };
}

export function schemaOf({ form, list, least }: Member): Schema {
  const schema = formSchema(form);
  return list === undefined ? schema : { type: 'array', ...itemsOf(list, least), items: schema };
}

const described = new WeakSet<ShapeClass>();
const examples = new Map<string, () => object>();

export const exampleNamed = (name: string): object | undefined => examples.get(name)?.();

function propertyOf(member: Member): PropertyDecorator {
  const { form, list, least, nullable, required, description, example } = member;
  const extra = {
    required,
    ...(nullable && { nullable }),
    ...(description !== undefined && { description }),
    ...(example !== undefined && { example }),
  };
  if (form.is !== 'part') return ApiProperty({ ...schemaOf(member), ...extra });
  const { type } = form;
  const many = list === undefined ? {} : { isArray: true, ...itemsOf(list, least) };
  // Nest reads a `type` function of this name as a lazy type.
  return ApiProperty({ type: () => describeShape(type()), ...many, ...extra });
}

export function describeShape<T extends object>(shape: ShapeClass<T>): ShapeClass<T> {
  if (described.has(shape)) return shape;
  described.add(shape);
  examples.set(shape.name, () => exampleOf(shape));
  for (const [name, member] of membersOf(shape))
    propertyOf(member)(shape.prototype as object, name);
  return shape;
}

export function bodyOf(shape: ShapeClass, inPath: ReadonlySet<string>): ShapeClass {
  const members = [...membersOf(shape)];
  if (!members.some(([name]) => inPath.has(name))) return describeShape(shape);
  const body = { [shape.name]: class {} }[shape.name] as ShapeClass;
  examples.set(shape.name, () => exampleOf(shape, inPath));
  for (const [name, member] of members)
    if (!inPath.has(name)) propertyOf(member)(body.prototype as object, name);
  return body;
}
