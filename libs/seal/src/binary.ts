export function asBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError('openpgp.js returned a stream where bytes were asked for');
}
