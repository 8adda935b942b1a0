import { TestEnvironment } from 'jest-environment-node';

const isEmpty = (entry) => entry.type !== 'test' && entry.children.every(isEmpty);

/** What every test runs in: Node, and two things more. */
export default class OwnEnvironment extends TestEnvironment {
  #before = process.env.TZ;

  /**
   * For tests of time zones. A test has a copy of `process.env` alone, and what it writes there changes no clock: `setZone` changes
   * the zone of the process itself, as long as the file runs.
   */
  async setup() {
    await super.setup();
    this.global.setZone = (zone) => {
      process.env.TZ = zone;
    };
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
    await super.teardown();
  }
}
