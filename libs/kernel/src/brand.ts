declare const brand: unique symbol;

export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

export function never(value: never): never {
  throw new Error(`unreachable value: ${JSON.stringify(value)}`);
}
