import { describe, expect, it } from '@jest/globals';
import { documentKinds, kinds } from './kinds.js';
import type { Field } from './kind.js';
import { requestTypeNames, requestTypes } from './request-types.js';
import { forms } from '../schema.js';

interface Shape {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly format?: string;
  readonly minLength?: number;
  readonly pattern?: string;
}

const isId = (member?: Shape): boolean => member?.pattern === forms.uuid7['pattern'];

function flaws(form: readonly Field[], schema: Shape, path: string): string[] {
  const properties = schema.properties ?? {};
  const names = form.map(({ name }) => name);
  return [
    ...Object.keys(properties)
      .filter((name) => !names.includes(name))
      .map((name) => `${path}/${name} is in no form`),
    ...names
      .filter((name, i) => properties[name] === undefined || names.indexOf(name) !== i)
      .map((name) => `${path}/${name} is not of the schema, or asked for twice`),
    ...form.flatMap((field) => flawsOf(field, properties[field.name] ?? {}, schema, path)),
  ];
}

function flawsOf(field: Field, member: Shape, schema: Shape, path: string): string[] {
  const place = `${path}/${field.name}`;
  const fits: Readonly<Record<Field['control'], boolean>> = {
    line: member.type === 'string' && member.format === undefined,
    lines: member.type === 'string' && member.format === undefined,
    texts: member.items?.type === 'string' && member.items.pattern === undefined,
    choice: member.enum !== undefined || member.type === 'string',
    choices: member.items?.enum !== undefined,
    tick: member.type === 'boolean',
    day: member.format === 'date',
    time: member.format === 'time-utc',
    number: member.type === 'integer',
    rows: member.items?.type === 'object' && field.fields !== undefined,
    part: member.type === 'object',
    document: isId(member),
    documents: isId(member.items),
    files: member.items?.pattern === forms.sha256['pattern'],
    enclosed: member.items?.type === 'object' && field.fields === undefined,
  };
  const needed = schema.required?.includes(field.name) === true;
  const blank = member.type === 'string' && member.minLength === 0;
  const list = member.type === 'array';
  return [
    ...(fits[field.control] ? [] : [`${place} cannot be filled in by ${field.control}`]),
    ...(field.optional === true && needed && !blank && !list ? [`${place} is needed`] : []),
    ...(field.optional !== true && !needed ? [`${place} may be left out`] : []),
    ...(field.label.trim() === '' ? [`${place} has no label`] : []),
    ...(field.fields === undefined ? [] : flaws(field.fields, member.items ?? member, place)),
  ];
}

describe('the form of', () => {
  it.each(documentKinds)('a %s asks for what its schema takes', (kind) => {
    expect(flaws(kinds[kind].form, kinds[kind].schema as Shape, kind)).toEqual([]);
  });

  it.each(requestTypeNames)('a request of type %s asks for its details', (type) => {
    const { details, form } = requestTypes[type];
    expect(flaws(form, (details ?? {}) as Shape, type)).toEqual([]);
    expect(form.length > 0).toBe(details !== null);
  });
});

describe('this check', () => {
  it('finds what is wrong', () => {
    const schema = {
      properties: { a: { type: 'string', minLength: 1 }, b: { type: 'boolean' } },
      required: ['a'],
    };
    const form: Field[] = [
      { name: 'a', control: 'tick', label: ' ', optional: true },
      { name: 'c', control: 'line', label: 'C' },
    ];
    expect(flaws(form, schema, 'x')).toEqual([
      'x/b is in no form',
      'x/c is not of the schema, or asked for twice',
      'x/a cannot be filled in by tick',
      'x/a is needed',
      'x/a has no label',
      'x/c cannot be filled in by line',
      'x/c may be left out',
    ]);
  });
});
