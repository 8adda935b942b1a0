/**
 * Works on the items in order, also past one that fails; ends at the first that returns true. @throws the first failure, at
 * the end, if none returned true
 */
export async function tryEach<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<unknown>,
): Promise<boolean> {
  const failures: unknown[] = [];
  for (const item of items)
    try {
      if ((await work(item)) === true) return true;
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
  return false;
}
