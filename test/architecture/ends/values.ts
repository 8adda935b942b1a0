import ts from 'typescript';

export type Value =
  | { readonly t: 'literal'; readonly v: string | number | boolean | null | undefined }
  | { readonly t: 'document' }
  | { readonly t: 'object'; readonly members: Map<string, Value> }
  | { readonly t: 'list'; readonly items: readonly Value[]; readonly chosen?: true }
  | { readonly t: 'function'; readonly node: Body; readonly scope: Scope }
  | { readonly t: 'error'; readonly refusal: Refusal }
  | { readonly t: 'unknown' };

export type Body = ts.FunctionLikeDeclaration;

export interface Refusal {
  readonly code: string;
  readonly made: string;
  readonly rule: string;
}

export const foreign: Refusal = { code: '', made: 'Error', rule: '' };

export const unknown: Value = { t: 'unknown' };
export const judged: Value = { t: 'document' };
export const literal = (v: string | number | boolean | null | undefined): Value => ({
  t: 'literal',
  v,
});
export const object = (members: Readonly<Record<string, Value>>): Value => ({
  t: 'object',
  members: new Map(Object.entries(members)),
});
export const list = (...items: readonly Value[]): Value => ({ t: 'list', items });

export function truth(value: Value): boolean | undefined {
  if (value.t === 'literal') return Boolean(value.v);
  return value.t === 'unknown' || value.t === 'object' ? undefined : true;
}

export function same(a: Value, b: Value): boolean | undefined {
  return a.t === 'literal' && b.t === 'literal' ? a.v === b.v : undefined;
}

export function joined(values: readonly Value[]): Value {
  if (values.some(({ t }) => t === 'unknown')) return unknown;
  const lists = values.filter((each) => each.t === 'list');
  const longest = [...lists].sort((a, b) => b.items.length - a.items.length)[0];
  if (longest !== undefined && lists.length > 1 && lists.length === values.length)
    return longest.items.length > 0 ? longest : unknown;
  const objects = values.filter((each) => each.t === 'object');
  if (objects.length > 1) return merged(objects.map(({ members }) => members));
  const rich = values.find(({ t }) => t === 'object' || t === 'document' || t === 'function');
  if (rich !== undefined) return rich;
  const [first, ...others] = values;
  if (first === undefined) return literal(undefined);
  return others.every((each) => same(first, each) === true) ? first : unknown;
}

function merged(all: readonly ReadonlyMap<string, Value>[]): Value {
  const names = new Set(all.flatMap((members) => [...members.keys()]));
  const members = [...names].map(
    (name) => [name, joined(all.map((each) => each.get(name) ?? unknown))] as const,
  );
  return { t: 'object', members: new Map(members) };
}

const places = new WeakMap<ts.Node, string>();

/** Text that names a function of the sources. */
export function placeOf(node: ts.Node): string {
  const place = places.get(node) ?? `${node.getSourceFile().fileName}:${node.pos}`;
  places.set(node, place);
  return place;
}

export function keyOf(value: Value, depth = 3): string {
  switch (value.t) {
    case 'literal':
      return `${typeof value.v} ${String(value.v)}`;
    case 'object':
      return depth === 0
        ? '{}'
        : `{${[...value.members].map(([name, each]) => `${name}:${keyOf(each, depth - 1)}`).join()}}`;
    case 'list':
      return `[${value.items.map((each) => keyOf(each, depth)).join()}]`;
    case 'function':
      return `${placeOf(value.node)}(${depth === 0 ? '' : value.scope.key(depth - 1)})`;
    case 'error':
      return `error ${value.refusal.code}`;
    default:
      return value.t;
  }
}

export class Scope {
  readonly #values = new Map<ts.Symbol, Value>();

  constructor(private readonly outer?: Scope) {}

  get(symbol: ts.Symbol): Value | undefined {
    return this.#values.get(symbol) ?? this.outer?.get(symbol);
  }

  set(symbol: ts.Symbol, value: Value): void {
    this.#values.set(symbol, value);
  }

  key(depth: number): string {
    const own = [...this.#values].map(([symbol, value]) => `${symbol.name}=${keyOf(value, depth)}`);
    return `${own.join()};${this.outer?.key(depth) ?? ''}`;
  }
}
