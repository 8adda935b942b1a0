import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { TestEnvironment } from 'jest-environment-node';
import { giveSuite } from '../../scripts/suite-jest.mjs';

const used = new Set();
for (const name of ['run', 'enterWith']) {
  const own = AsyncLocalStorage.prototype[name];
  AsyncLocalStorage.prototype[name] = function (...given) {
    used.add(this);
    return own.apply(this, given);
  };
}

const require = createRequire(import.meta.url);
// Matchers must be of the same context as what they compare, or `expect.any(String)` matches no string.
const { jestExpect: expect } = createRequire(require.resolve('@jest/globals'))('@jest/expect');
const matchers = Symbol.for('$$jest-matchers-object');

const isEmpty = (entry) => entry.type !== 'test' && entry.children.every(isEmpty);

// A suite that Node reads has the variables of the worker, not a copy.
function putBackVariables(before) {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
}

export default class OwnEnvironment extends TestEnvironment {
  #before = { ...process.env };
  #config;

  constructor(config, context) {
    super(config, context);
    this.#config = config.projectConfig;
  }

  async setup() {
    await super.setup();
    this.global.suiteBegan = Date.now();
    this.global.setZone = (zone) => {
      process.env.TZ = zone;
    };
    Object.defineProperty(this.global, 'compiler', { get: () => require('typescript') });
    this.global.readSuite = (given, url) => this.#readSuite(given, url);
  }

  handleTestEvent(event, { rootDescribeBlock }) {
    if (event.name !== 'run_start') return;
    const empty = rootDescribeBlock.children.filter(isEmpty).map(({ name }) => name);
    if (empty.length > 0) throw new Error(`no test in: ${empty.join(', ')}`);
  }

  // Has Node read a bundled suite: modules that suites share are read and compiled once per worker.
  async #readSuite(given, url) {
    // Clocks of the context in which the suite runs. `nextTick` and `hrtime` stay: Node itself goes on by them. Jest puts the
    // clocks back.
    const fakeTimers = { ...this.#config.fakeTimers, doNotFake: ['hrtime', 'nextTick'] };
    const FakeTimers = this.fakeTimersModern.constructor;
    this.fakeTimersModern = new FakeTimers({
      ...{ config: { ...this.#config, fakeTimers }, global: globalThis },
    });
    // State of `expect` (counts, path of the suite) and equality testers: one object for Jest and for the suite.
    const { state, customEqualityTesters } = this.global[matchers];
    Object.assign(globalThis[matchers], { state, customEqualityTesters });
    const { setZone, suiteBegan } = this.global;
    Object.assign(globalThis, { setZone, suiteBegan });
    giveSuite({ ...given, expect });
    await import('reflect-metadata');
    await import(url);
  }

  async teardown() {
    putBackVariables(this.#before);
    for (const storage of used) storage.disable();
    used.clear();
    await super.teardown();
  }
}
