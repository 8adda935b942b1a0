/** Narrows what openpgp.js returns for `format: 'binary'`: bytes, since no stream is ever passed in. */
export function asBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError('openpgp.js returned a stream where bytes were asked for');
}
