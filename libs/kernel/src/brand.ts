declare const brand: unique symbol;

/** Nominal type: only the type's own parser makes a value of it. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

export function never(value: never): never {
  throw new Error(`unreachable value: ${JSON.stringify(value)}`);
}
