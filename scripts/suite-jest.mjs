// Stands for `@jest/globals` in bundled suites, which share their modules: holds Jest's functions of the suite that runs.
export let afterAll;
export let afterEach;
export let beforeAll;
export let beforeEach;
export let describe;
export let expect;
export let it;
export let jest;

/** Sets Jest's functions, also as globals, for the suite that is read now. */
export function giveSuite(given) {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } = given);
  Object.assign(globalThis, { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it });
}
