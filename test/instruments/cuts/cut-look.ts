import { expect } from '@jest/globals';
import type { FaultInjector } from './fault-injector.js';
import { assertSeenOf } from '../seen-counts.js';

interface Look {
  readonly injector: FaultInjector;
  readonly name: string;
  /** True if the number of SQL statements in `run` varies. The test then requires only a minimum number. */
  readonly varies?: boolean;
  readonly run: () => Promise<unknown>;
  readonly items: () => Promise<readonly (readonly boolean[])[]>;
}

/**
 * Repeats `run`, each time breaking the database connection one statement later. `items` must stay false until `run`
 * completes, then be true.
 */
export async function cutLook({ injector, name, varies, run, items }: Look): Promise<void> {
  const all = async (there: boolean): Promise<void> => {
    const found = await items();
    expect(found.length).toBeGreaterThanOrEqual(3);
    expect(found).toEqual(found.map((traces) => traces.map(() => there)));
  };
  await all(false);
  const cuts = await injector.atEach(run, () => all(false));
  if (varies === true) assertSeenOf('cuts of one look at least', { [name]: cuts });
  else assertSeenOf('cuts of one look', { [name]: cuts });
  await all(true);
  await Promise.all([run(), run()]);
  await all(true);
}
