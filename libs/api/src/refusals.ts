/** HTTP statuses of refusals. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 408 | 409 | 410 | 411 | 413 | 415 | 422 | 429;

/** Error codes with which an operation refuses, by status. Failures are the same everywhere and are not among them. */
export type Refusals = Readonly<Partial<Record<RefusalStatus, readonly string[]>>>;

/** All codes of several lists, each once, in alphabetical order. */
export function joined(...lists: readonly Refusals[]): Refusals {
  const found = new Map<string, Set<string>>();
  for (const [status, codes] of lists.flatMap((list) => Object.entries(list)))
    found.set(status, new Set([...(found.get(status) ?? []), ...codes]));
  return Object.fromEntries(
    [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([status, codes]) => [status, [...codes].sort()]),
  );
}

/** Refusal of all that is not there, or not the officer's to see. */
export const unknown: Refusals = { 404: ['NOT_FOUND'] };
/** Refusals of a thread: a roster may name its officers, its content may be erased. */
export const inThread: Refusals = {
  403: ['NOT_ON_ROSTER'],
  404: ['NOT_FOUND'],
  410: ['CONTENT_ERASED'],
};
