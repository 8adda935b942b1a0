import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { TestEnvironment } from 'jest-environment-node';

/**
 * Until Node 24 every promise is told to each storage ever used in the process: those of ended suites took a twentieth of the
 * time of all that follow.
 */
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

/** What every test runs in: Node, and three things more. */
export default class OwnEnvironment extends TestEnvironment {
  #before = process.env.TZ;

  /**
   * For tests of time zones. A test has a copy of `process.env` alone, and what it writes there changes no clock: `setZone` changes
   * the zone of the process itself, as long as the file runs.
   *
   * For tests of sources: `compiler` is TypeScript as Node itself has it, once per process (`typescript.mjs`).
   */
  async setup() {
    await super.setup();
    this.global.setZone = (zone) => {
      process.env.TZ = zone;
    };
    Object.defineProperty(this.global, 'compiler', { get: () => require('typescript') });
  }

  /** A spec whose list of cases has become empty would pass unseen beside the others of its suite. */
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
