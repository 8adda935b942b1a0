declare const suiteBegan: number | undefined;

const loaded = Date.now();

/** Time at which the running suite began, in milliseconds; outside Jest, the time at which this module was loaded. */
export const began = (): number => (typeof suiteBegan === 'undefined' ? loaded : suiteBegan);

/** Makes a function that gives one value per suite. Suites of a worker share their modules, so `let` would outlive a suite. */
export function ofSuite<T>(make: () => T): () => T {
  let made: { readonly at: number; readonly value: T } | undefined;
  return () => {
    const at = began();
    if (made?.at !== at) made = { at, value: make() };
    return made.value;
  };
}
