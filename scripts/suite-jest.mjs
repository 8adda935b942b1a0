// Stands for `@jest/globals` in bundled suites. Modules are shared by all suites of a worker, so each use of Jest goes to
// the functions of the suite that runs.
let ofSuite = {};

const follow = (name) =>
  new Proxy(() => undefined, {
    apply: (_target, _this, args) => ofSuite[name](...args),
    get: (_target, member) => ofSuite[name][member],
  });

export const afterAll = follow('afterAll');
export const afterEach = follow('afterEach');
export const beforeAll = follow('beforeAll');
export const beforeEach = follow('beforeEach');
export const describe = follow('describe');
export const expect = follow('expect');
export const it = follow('it');
export const jest = follow('jest');

/** Makes `given` the functions of the suite that runs, also as globals. */
export function giveSuite(given) {
  ofSuite = given;
  const { setZone } = given;
  const names = { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it };
  Object.assign(globalThis, names, { setZone });
}
