import { join } from 'node:path';
import * as contract from '#contract';
import * as kernel from '#kernel';
import { membersOf, type Form, type Member, type ShapeClass } from '#contract';
import { sliceFiles, sortOf } from './slices.js';

interface Place {
  readonly module: string;
  readonly name: string;
}
export type Places = ReadonlyMap<unknown, Place>;

const spoken: ReadonlySet<string | undefined> = new Set(['contract', 'model', 'schema', 'lists']);

export async function placesOf(root: string): Promise<Places> {
  const places = new Map<unknown, Place>();
  const add = (module: string, exported: object): void => {
    for (const [name, value] of Object.entries(exported))
      if ((typeof value === 'function' || Array.isArray(value)) && !places.has(value))
        places.set(value, { module, name });
  };
  add('#kernel', kernel);
  add('#contract', contract);
  for (const file of sliceFiles(root)) {
    if (!spoken.has(sortOf(file)) || file.endsWith('.spec.ts')) continue;
    const name = file.slice(join(root, 'libs/').length, -'.ts'.length);
    add(`#${name}`, (await import(`#${name}`)) as object);
  }
  return places;
}

const nameOf = ({ name }: ShapeClass): string => name.charAt(0).toLowerCase() + name.slice(1);

const objectOf = (members: ReadonlyMap<string, string>): string =>
  `{ ${[...members].map(([name, reader]) => (name === reader ? name : `${name}: ${reader}`)).join(', ')} }`;

const numberOf = ({ whole, min = -1 }: Extract<Form, { readonly is: 'number' }>): string => {
  if (!whole) return 'number';
  return min < 0 ? 'integer' : 'whole';
};

// Types of the required and the optional members, written out because the compiler cannot derive them.
const partsOf = ({ name }: ShapeClass, others: ReadonlyMap<string, string>): string => {
  const names = [...others.keys()].map((each) => `'${each}'`).join(' | ');
  return `Omit<${name}, ${names}>, Required<Pick<${name}, ${names}>>`;
};

class ReaderWriter {
  readonly #helpers = new Set<string>();
  readonly #named = new Set<Place>();
  readonly #written = new Map<ShapeClass, string>();

  constructor(private readonly places: Places) {}

  addShape(type: ShapeClass): void {
    if (this.#written.has(type)) return;
    if ([...this.#written.keys()].some(({ name }) => name === type.name))
      throw new Error(`two shapes are called ${type.name}`);
    const [required, others] = [new Map<string, string>(), new Map<string, string>()];
    for (const [name, member] of membersOf(type))
      (member.required ? required : others).set(name, this.#member(member));
    const whole = `${this.#helper('object')}(${objectOf(required)})`;
    const reader =
      others.size === 0
        ? whole
        : `${this.#helper('withMaybe')}<${partsOf(type, others)}>(${whole}, ${objectOf(others)})`;
    this.#written.set(type, `export const ${nameOf(type)}: Reader<${type.name}> = ${reader};`);
  }

  source(): string {
    const from = new Map<string, string[]>();
    for (const { module, name } of this.#named)
      from.set(module, [...(from.get(module) ?? []), name]);
    const shapes = [...this.#written.keys()].map((shape) => this.#place(shape));
    for (const { module, name } of shapes)
      from.set(module, [...(from.get(module) ?? []), `type ${name}`]);
    from.set('../shape.js', [...this.#helpers, 'type Reader']);
    return [
      '// Written by `node scripts/readers.mjs` from the contracts of the slices.',
      ...[...from]
        .sort()
        .map(([module, names]) => `import { ${names.sort().join(', ')} } from '${module}';`),
      '',
      ...[...this.#written.values()].flatMap((line) => [line, '']),
    ].join('\n');
  }

  #member({ form, list, nullable, carried }: Member): string {
    if (carried) return this.#helper('carried');
    const one = this.#form(form);
    const many = list === undefined ? one : `${this.#helper('list')}(${one}, ${list})`;
    return nullable ? `${this.#helper('orNull')}(${many})` : many;
  }

  #form(form: Form): string {
    switch (form.is) {
      case 'text':
      case 'flag':
      case 'bytes':
        return this.#helper(form.is);
      case 'number':
        return this.#helper(numberOf(form));
      case 'numbers':
        return `${this.#helper('numbers')}(${form.most})`;
      case 'one':
        return `${this.#helper('oneOf')}(${this.#valuesOf(form.values)})`;
      case 'json':
      case 'parsed':
        this.#named.add(this.#place(form.parse));
        return this.#place(form.parse).name;
      case 'part':
        this.addShape(form.type());
        return nameOf(form.type());
    }
  }

  #valuesOf(values: readonly (string | number)[]): string {
    const place = this.places.get(values);
    if (place === undefined) return values.map((value) => JSON.stringify(value)).join(', ');
    this.#named.add(place);
    return `...${place.name}`;
  }

  #place(value: { readonly name: string }): Place {
    const place = this.places.get(value);
    if (place === undefined) throw new Error(`nobody exports ${value.name}`);
    return place;
  }

  #helper(name: string): string {
    this.#helpers.add(name);
    return name;
  }
}

/**
 * Generates the source of the functions by which the command line parses answers of the API. The generated functions
 * run without the library `class-validator`.
 */
export function readersOf(answers: readonly ShapeClass[], places: Places): string {
  const writer = new ReaderWriter(places);
  for (const answer of answers) writer.addShape(answer);
  return writer.source();
}
