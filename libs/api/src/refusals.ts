export type RefusalStatus = 400 | 401 | 403 | 404 | 408 | 409 | 410 | 411 | 413 | 415 | 422 | 429;

/** Refusal codes of one operation by HTTP status. Failures that every operation may give are left out. */
export type Refusals = Readonly<Partial<Record<RefusalStatus, readonly string[]>>>;

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

/** Refusal for an item that does not exist or that the officer may not see: callers cannot tell which. */
export const unknown: Refusals = { 404: ['NOT_FOUND'] };
export const inThread: Refusals = {
  403: ['NOT_ON_ROSTER'],
  404: ['NOT_FOUND'],
  410: ['CONTENT_ERASED'],
};
