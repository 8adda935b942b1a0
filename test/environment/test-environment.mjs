import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { TestEnvironment } from 'jest-environment-node';

const used = new Set();
for (const name of ['run', 'enterWith']) {
  const own = AsyncLocalStorage.prototype[name];
  AsyncLocalStorage.prototype[name] = function (...given) {
    used.add(this);
    return own.apply(this, given);
  };
}

const require = createRequire(import.meta.url);

const isEmpty = (entry) => entry.type !== 'test' && entry.children.every(isEmpty);

export default class OwnEnvironment extends TestEnvironment {
  #before = process.env.TZ;

  async setup() {
    await super.setup();
    this.global.setZone = (zone) => {
      process.env.TZ = zone;
    };
    Object.defineProperty(this.global, 'compiler', { get: () => require('typescript') });
  }

  handleTestEvent(event, { rootDescribeBlock }) {
    if (event.name !== 'run_start') return;
    const empty = rootDescribeBlock.children.filter(isEmpty).map(({ name }) => name);
    if (empty.length > 0) throw new Error(`no test in: ${empty.join(', ')}`);
  }

  async teardown() {
    if (this.#before === undefined) delete process.env.TZ;
    else process.env.TZ = this.#before;
    for (const storage of used) storage.disable();
    used.clear();
    await super.teardown();
  }
}
