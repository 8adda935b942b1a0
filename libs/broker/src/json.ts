export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of a value whose shape is not known, own members only. */
export const member = (value: unknown, name: string): unknown =>
  isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Parses JSON text of at most `limit` bytes; undefined when it is anything else. */
export function parseJson(bytes: Uint8Array, limit: number): unknown {
  if (bytes.length > limit) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    // Other people's words are not repeated in an error.
    return undefined;
  }
}
