export type ShapeClass<T extends object = object> = new () => T;

export interface Parser<T> {
  (value: unknown): T;
  /** Regular expression for the value's text. */
  readonly form?: string;
}

export type Form =
  | {
      readonly is: 'text';
      readonly min?: number;
      readonly max?: number;
      readonly pattern?: RegExp;
    }
  | { readonly is: 'parsed'; readonly parse: Parser<unknown> }
  | { readonly is: 'number'; readonly whole: boolean; readonly min?: number; readonly max?: number }
  | { readonly is: 'flag' }
  /** Byte array: raw on the bus, base64 with padding over HTTP. `min` and `max` count bytes. */
  | { readonly is: 'bytes'; readonly min: number; readonly max: number }
  | { readonly is: 'one'; readonly values: readonly (string | number)[] }
  | { readonly is: 'numbers'; readonly most: number }
  | { readonly is: 'part'; readonly type: () => ShapeClass }
  | { readonly is: 'json'; readonly parse: Parser<unknown>; readonly schema: object };

export interface Member {
  readonly form: Form;
  readonly list: number | undefined;
  readonly least: number;
  readonly nullable: boolean;
  readonly required: boolean;
  /** True if API clients take the value as it is, without validation. Code that verifies proofs parses the value later. */
  readonly carried: boolean;
  readonly description: string | undefined;
  readonly example: unknown;
}

const declared = new WeakMap<object, Map<string, Member>>();

export function declareMember(prototype: object, name: string, member: Member): void {
  const own = declared.get(prototype) ?? new Map<string, Member>();
  own.set(name, member);
  declared.set(prototype, own);
}

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
