/** Class of a shape: its members are declared by the decorators of `members.ts`. */
export type ShapeClass<T extends object = object> = new () => T;

/** Function that gives a branded value, or throws for anything else. `form`: regular expression of its text. */
export interface Parser<T> {
  (value: unknown): T;
  readonly form?: string;
}

/** Values that a member takes, one of them or each of a list. */
export type Form =
  | {
      readonly is: 'text';
      readonly min?: number;
      readonly max?: number;
      readonly pattern?: RegExp;
    }
  /** `parse` has the rule; `form` describes it to clients. */
  | { readonly is: 'parsed'; readonly parse: Parser<unknown> }
  | { readonly is: 'number'; readonly whole: boolean; readonly min?: number; readonly max?: number }
  | { readonly is: 'flag' }
  /** Byte array on the bus, base64 with padding over HTTP. `max` in bytes. */
  | { readonly is: 'bytes'; readonly min: number; readonly max: number }
  | { readonly is: 'one'; readonly values: readonly (string | number)[] }
  /** Numbers by name, at most so many. */
  | { readonly is: 'numbers'; readonly most: number }
  | { readonly is: 'part'; readonly type: () => ShapeClass }
  /** A value with a JSON Schema of its own: `parse` has the rule, `schema` describes it to clients. */
  | { readonly is: 'json'; readonly parse: Parser<unknown>; readonly schema: object };

export interface Member {
  readonly form: Form;
  /** Most items of a list; undefined for a single value. */
  readonly list: number | undefined;
  /** Fewest of them. */
  readonly least: number;
  readonly nullable: boolean;
  /** False: it may be missing. */
  readonly required: boolean;
  /** Clients carry it as it came: whoever proves it reads it. */
  readonly carried: boolean;
  readonly description: string | undefined;
  readonly example: unknown;
}

/** Members declared by a class itself, by its prototype. */
const declared = new WeakMap<object, Map<string, Member>>();

/** Declares a member of the class with this prototype. */
export function declareMember(prototype: object, name: string, member: Member): void {
  const own = declared.get(prototype) ?? new Map<string, Member>();
  own.set(name, member);
  declared.set(prototype, own);
}

/** Members of a shape with those that it inherits, in the order in which they are declared. */
export function membersOf(type: ShapeClass): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>();
  const line: object[] = [];
  for (
    let prototype = type.prototype as object | null;
    prototype !== null && prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype) as object | null
  )
    line.unshift(prototype);
  for (const prototype of line)
    for (const [name, member] of declared.get(prototype) ?? []) members.set(name, member);
  return members;
}
