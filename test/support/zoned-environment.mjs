import { TestEnvironment } from 'jest-environment-node';

/**
 * For tests of time zones. A test has a copy of `process.env` alone, and what it writes there changes no clock: `setZone` changes
 * the zone of the process itself, as long as the file runs.
 */
export default class ZonedEnvironment extends TestEnvironment {
  #before = process.env.TZ;

  async setup() {
    await super.setup();
    this.global.setZone = (zone) => {
      process.env.TZ = zone;
    };
  }

  async teardown() {
    if (this.#before === undefined) delete process.env.TZ;
    else process.env.TZ = this.#before;
    await super.teardown();
  }
}
