declare const brand: unique symbol;

/** A string (or number) that only its own parser can make; see the parsers beside each type. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Closes a `switch`: does not compile while a case is missing. */
export function never(value: never): never {
  throw new Error(`unreachable value: ${JSON.stringify(value)}`);
}
